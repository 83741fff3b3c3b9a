package emulators.wire.shape;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The constraints of an API model, read from a text with one constraint per line:
 *
 * <pre>
 * # a comment
 * $ID       = [a-z0-9_-]+                  a fragment for the patterns below
 * ImageArn  = string 1..1024 /arn:.*:$ID/  a shape with a name
 *
 * Filter                                   a structure; its members are indented, and those with ! required
 *   name!     string of name version
 *   values    list 1..10 NonEmptyString
 *
 * GetImage(Request) GET                    a structure with the members of another one, and a note
 *   arn       ImageArn
 * </pre>
 *
 * <p>A shape is {@code boolean}, {@code integer 1..64}, {@code string}, {@code string 1..64}, {@code string of A B},
 * {@code list Shape}, {@code list 1..5 Shape}, {@code map Key Value 50} (from 1 to 50 entries) or a name from a line
 * above. The upper bound of a range is optional. A string may have a pattern between slashes, at the end of its line.
 */
public final class ShapeTable {

    private static final Pattern HEADER = Pattern.compile("(\\w+)(?:\\((\\w+)\\))?(?: +(.*))?");
    private static final Pattern DEFINITION = Pattern.compile("(\\$?\\w+) *= *(.*)");
    private static final Pattern MEMBER = Pattern.compile(" +(\\w+)(!?) +(.*)");
    private static final Pattern FRAGMENT = Pattern.compile("\\$([A-Z]+)");
    private static final Pattern RANGE = Pattern.compile("([0-9]+)\\.\\.([0-9]*)(?: +(.*))?");

    private final Map<String, String> fragments = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    private ShapeTable() {}

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if a line does not follow this syntax; the message contains the line
     */
    public static ShapeTable read(String text) {
        ShapeTable table = new ShapeTable();
        String structure = "";
        for (String line : text.split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                structure = table.readLine(structure, line);
            }
        }
        return table;
    }

    /** Returns the structure with this name. */
    public Structure structure(String name) {
        if (shapes.get(name) instanceof Structure structure) {
            return structure;
        }
        throw new IllegalArgumentException("No structure \"" + name + "\" in the table.");
    }

    /** Returns the shape with this name, which may be a structure. */
    public Shape shape(String name) {
        return Optional.ofNullable(shapes.get(name))
                .orElseThrow(() -> new IllegalArgumentException("No shape \"" + name + "\" in the table."));
    }

    /** Returns the notes by structure name, in table order. Structures without a note are left out. */
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(notes);
    }

    /** Reads a line below the given structure. Returns the structure that the next line may belong to. */
    private String readLine(String structure, String line) {
        Matcher member = MEMBER.matcher(line);
        Matcher definition = DEFINITION.matcher(line);
        Matcher header = HEADER.matcher(line);
        if (member.matches()) {
            addMember(structure, member);
            return structure;
        } else if (definition.matches()) {
            define(definition.group(1), definition.group(2));
            return "";
        } else if (header.matches()) {
            begin(header);
            return header.group(1);
        }
        throw new IllegalArgumentException("Invalid line in the table of shapes: " + line);
    }

    private void addMember(String structure, Matcher member) {
        Shape shape = parse(member.group(3));
        Structure before = structure(structure);
        shapes.put(
                structure,
                member.group(2).isEmpty()
                        ? before.allows(member.group(1), shape)
                        : before.requires(member.group(1), shape));
    }

    private void define(String name, String value) {
        if (name.startsWith("$")) {
            fragments.put(name.substring(1), withFragments(value));
        } else {
            shapes.put(name, parse(value));
        }
    }

    private void begin(Matcher header) {
        shapes.put(header.group(1), header.group(2) == null ? Structure.empty() : structure(header.group(2)));
        if (header.group(3) != null) {
            notes.put(header.group(1), header.group(3).strip());
        }
    }

    private Shape parse(String text) {
        String[] words = text.strip().split(" +", 2);
        String rest = words.length == 1 ? "" : words[1];
        switch (words[0]) {
            case "boolean":
                return new BooleanShape();
            case "integer":
                Matcher bounds = range(rest).orElseThrow(() -> new IllegalArgumentException("Invalid range: " + text));
                return IntegerShape.between(Integer.parseInt(bounds.group(1)), end(bounds));
            case "string":
                return string(rest);
            case "list":
                return range(rest)
                        .map(sizes ->
                                new ListShape(parse(sizes.group(3)), Integer.parseInt(sizes.group(1)), end(sizes)))
                        .orElseGet(() -> ListShape.any(parse(rest)));
            case "map":
                return map(rest.split(" +"));
            default:
                return shape(text.strip());
        }
    }

    private Shape string(String text) {
        if (text.startsWith("of ")) {
            return StringShape.oneOf(text.substring(3).split(" +"));
        }
        Optional<Matcher> lengths = range(text);
        StringShape string = lengths.map(range -> StringShape.of(Integer.parseInt(range.group(1)), end(range)))
                .orElseGet(StringShape::any);
        String pattern = lengths.map(
                        range -> Optional.ofNullable(range.group(3)).orElse(""))
                .orElse(text);
        if (pattern.isEmpty()) {
            return string;
        }
        if (pattern.length() < 2 || !pattern.startsWith("/") || !pattern.endsWith("/")) {
            throw new IllegalArgumentException("Invalid pattern: expected it between slashes: " + pattern);
        }
        return string.pattern(withFragments(pattern.substring(1, pattern.length() - 1)));
    }

    private Shape map(String[] words) {
        if (words.length == 3 && shape(words[0]) instanceof StringShape key) {
            return new MapShape(key, shape(words[1]), Integer.parseInt(words[2]));
        }
        throw new IllegalArgumentException(
                "Invalid map: expected a string's name, a shape's name and a size: " + List.of(words));
    }

    private static Optional<Matcher> range(String text) {
        return Optional.of(RANGE.matcher(text)).filter(Matcher::matches);
    }

    private static int end(Matcher range) {
        return range.group(2).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(range.group(2));
    }

    private String withFragments(String pattern) {
        return FRAGMENT.matcher(pattern).replaceAll(found -> {
            String fragment = fragments.get(found.group(1));
            if (fragment == null) {
                throw new IllegalArgumentException("No fragment " + found.group() + " in the table.");
            }
            return Matcher.quoteReplacement(fragment);
        });
    }
}

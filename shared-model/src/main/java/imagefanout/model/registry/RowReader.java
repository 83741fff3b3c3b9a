package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One reading of one row that somebody wrote, attribute by attribute. Never throws: it gathers every problem, so that a person
 * mends a row once.
 */
public final class RowReader {
    private final Map<String, WrittenValue> written;
    private final List<String> problems = new ArrayList<>();

    public RowReader(Map<String, WrittenValue> written) {
        this.written = Map.copyOf(written);
    }

    /** What is wrong with what was read so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Something wrong that only the reader's user can tell. */
    public void problem(String problem) {
        problems.add(problem);
    }

    /** The attribute as it stands there, or a word for its absence: what to call the row by. */
    public String title(String attribute) {
        return written.get(attribute) instanceof WrittenValue.Text text ? text.text() : "(no " + attribute + ")";
    }

    /** Whether the row has the attribute, readable or not. */
    public boolean has(String attribute) {
        return written.containsKey(attribute);
    }

    /** The parsed text; its absence is a problem too. */
    public <T> Optional<T> required(String attribute, Function<String, T> parse) {
        if (!has(attribute)) {
            problems.add(attribute + " is missing");
        }
        return optional(attribute, parse);
    }

    /** The parsed text; empty when the attribute is absent or cannot be read. */
    public <T> Optional<T> optional(String attribute, Function<String, T> parse) {
        WrittenValue value = written.get(attribute);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof WrittenValue.Text text) {
            return parsed(attribute, text.text(), parse);
        }
        problems.add(attribute + " is " + value.description() + ", not a text");
        return Optional.empty();
    }

    /** Those of the texts that could be parsed, each once; empty when the attribute is absent. */
    public <T> Optional<SortedSet<T>> several(String attribute, Function<String, T> parse) {
        WrittenValue value = written.get(attribute);
        if (value == null) {
            return Optional.empty();
        }
        SortedSet<T> all = new TreeSet<>();
        if (value instanceof WrittenValue.Texts texts) {
            for (String text : texts.texts()) {
                parsed(attribute, text, parse).ifPresent(all::add);
            }
        } else {
            problems.add(attribute + " is " + value.description() + ", not a set or list of texts");
        }
        return Optional.of(all);
    }

    /** The texts by name; none when the attribute is absent or cannot be read. */
    public SortedMap<String, String> pairs(String attribute) {
        WrittenValue value = written.get(attribute);
        if (value == null) {
            return new TreeMap<>();
        }
        if (value instanceof WrittenValue.Pairs pairs) {
            return new TreeMap<>(pairs.pairs());
        }
        problems.add(attribute + " is " + value.description() + ", not a map of texts");
        return new TreeMap<>();
    }

    private <T> Optional<T> parsed(String attribute, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (MalformedException e) {
            problems.add(attribute + " is " + e.getMessage());
            return Optional.empty();
        }
    }
}

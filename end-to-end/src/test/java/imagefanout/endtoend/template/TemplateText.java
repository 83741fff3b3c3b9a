package imagefanout.endtoend.template;

import imagefanout.localfleet.Template;
import imagefanout.localfleet.TemplateYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The source of template.yaml. Nothing is evaluated: {@code !Ref X} is {@code {"Ref": "X"}}. */
public final class TemplateText {
    public static final Path FILE = Template.find();

    private final Map<String, Object> root;

    private TemplateText(Map<String, Object> root) {
        this.root = root;
    }

    public static TemplateText read() throws IOException {
        return new TemplateText(map(TemplateYaml.parse(Files.readString(FILE))));
    }

    Map<String, Object> section(String name) {
        return map(root.get(name));
    }

    /** Returns the resources of this type, by logical ID. */
    public Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        section("Resources").forEach((logicalId, resource) -> {
            if (type.equals(map(resource).get("Type"))) {
                found.put(logicalId, map(resource));
            }
        });
        return found;
    }

    /** Returns the properties of the functions, by logical ID. */
    Map<String, Map<String, Object>> functions() {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        resources("AWS::Serverless::Function")
                .forEach((logicalId, function) -> found.put(logicalId, map(function.get("Properties"))));
        return found;
    }

    /** Returns the types of a function's event sources. */
    static List<String> eventTypes(Map<String, Object> function) {
        return map(function.get("Events")).values().stream()
                .map(event -> (String) map(event).get("Type"))
                .toList();
    }

    /** Returns a function's logical ID without "Function". The names of its other resources start with this. */
    static String stem(String function) {
        return function.replaceFirst("Function$", "");
    }

    /** Returns the folder name, such as {@code record-image} for RecordImageFunction. */
    static String phrase(String function) {
        return stem(function).replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    static List<String> folders(String room) throws IOException {
        try (var folders = Files.list(FILE.resolveSibling(room))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Returns the folders with events that functions receive. The samples of published events are not among them. */
    static List<String> eventFolders() throws IOException {
        return folders("events").stream()
                .filter(folder -> !folder.equals("announcements"))
                .toList();
    }

    static String functionOf(String folder) {
        return Arrays.stream(folder.split("-"))
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining())
                + "Function";
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    /** Returns the elements of a list, or a single value as a list. */
    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> ? (List<Object>) value : List.of(value);
    }
}

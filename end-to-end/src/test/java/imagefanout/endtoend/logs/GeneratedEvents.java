package imagefanout.endtoend.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Generates events like the samples, with secrets in some texts and field names. Some events are invalid. */
final class GeneratedEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> samples;
    private final SplittableRandom random;
    private final Secrets secrets;

    GeneratedEvents(Path samples, SplittableRandom random, Secrets secrets) {
        try (Stream<Path> files = Files.list(samples)) {
            this.samples = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(GeneratedEvents::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.random = random;
        this.secrets = secrets;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String next() {
        String sample = samples.get(random.nextInt(samples.size()));
        try {
            String event = changed(JSON.readTree(sample), random.nextInt(8)).toString();
            if (random.nextInt(6) != 0) {
                return event;
            }
            return switch (random.nextInt(4)) {
                case 0 -> event.substring(0, random.nextInt(event.length()));
                case 1 -> "[" + event + "]";
                case 2 -> secrets.any();
                default -> event + secrets.any();
            };
        } catch (IOException e) {
            return sample + secrets.any();
        }
    }

    /** @param rate one text in this many is replaced, on average; 0 replaces all */
    private JsonNode changed(JsonNode node, int rate) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), changed(field, rate)));
            if (random.nextInt(4) == 0) {
                copy.put(secrets.any(), secrets.any());
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(changed(element, rate)));
            return copy;
        }
        if (!node.isTextual()) {
            return hit(rate) ? new TextNode(secrets.any()) : node;
        }
        return hit(rate) ? new TextNode(mixed(node.textValue())) : node;
    }

    private JsonNode changed(java.util.Map.Entry<String, JsonNode> field, int rate) {
        // Texts that select the code under test are replaced less often.
        boolean finds = List.of("routeKey", "detail-type", "source", "Timestamp", "eventSource")
                .contains(field.getKey());
        if (finds && random.nextInt(4) != 0) {
            return field.getValue();
        }
        if (field.getKey().equals("Message") && random.nextBoolean()) {
            try {
                return new TextNode(changed(JSON.readTree(field.getValue().textValue()), rate)
                        .toString());
            } catch (IOException e) {
                return new TextNode(secrets.any());
            }
        }
        return changed(field.getValue(), rate);
    }

    private boolean hit(int rate) {
        return rate == 0 || random.nextInt(rate + 1) == 0;
    }

    private String mixed(String text) {
        return switch (random.nextInt(4)) {
            case 0 -> text + secrets.any();
            case 1 -> secrets.any() + text;
            default -> secrets.any();
        };
    }
}

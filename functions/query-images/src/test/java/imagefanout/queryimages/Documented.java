package imagefanout.queryimages;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Holds answers against the schemas of the OpenAPI document, as far as that uses JSON Schema. */
final class Documented {
    private final JsonNode document = DescribeApi.document();
    private final Map<String, Pattern> patterns = new HashMap<>();

    /** What is wrong with the response: nothing, if it is as documented. */
    List<String> faults(Route route, HttpApi.Response response) {
        String[] key = route.key().split(" ");
        JsonNode answers = document.at("/paths")
                .get(key[1])
                .get(key[0].toLowerCase(Locale.ROOT))
                .get("responses");
        JsonNode answer = resolved(answers.path(Integer.toString(response.status())));
        if (answer.isMissingNode()) {
            return List.of(response.status() + " is not documented");
        }
        if (response.status() == 304) {
            return response.body().isEmpty() ? List.of() : List.of("304 has a body");
        }
        String type = response.headers().getOrDefault("content-type", "").split(";")[0];
        JsonNode content = answer.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of(type + " is not documented");
        }
        List<String> faults = new ArrayList<>();
        if (type.endsWith("json")) {
            check(content.path("schema"), response.json(), "", faults);
        }
        return faults;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
        if (schema.has("$ref")) {
            check(resolved(schema), value, at, faults);
        }
        schema.path("allOf").forEach(part -> check(part, value, at, faults));
        if (schema.has("oneOf") && count(schema.get("oneOf"), value, at) != 1) {
            faults.add(at + " is not one of the choices: " + value);
        }
        if (schema.has("type") && !isOfType(schema.get("type"), value)) {
            faults.add(at + " is not of type " + schema.get("type") + ": " + value);
        }
        if (schema.has("enum")
                && StreamSupport.stream(schema.get("enum").spliterator(), false).noneMatch(value::equals)) {
            faults.add(at + " is none of " + schema.get("enum") + ": " + value);
        }
        if (schema.has("pattern")
                && value.isTextual()
                && !patterns.computeIfAbsent(schema.get("pattern").asText(), Pattern::compile)
                        .matcher(value.asText())
                        .find()) {
            faults.add(at + " does not match " + schema.get("pattern") + ": " + value);
        }
        if (schema.path("format").asText().equals("date-time") && value.isTextual() && !isTime(value.asText())) {
            faults.add(at + " is no time: " + value);
        }
        schema.path("required").forEach(name -> {
            if (value.isObject() && !value.has(name.asText())) {
                faults.add(at + " lacks " + name);
            }
        });
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode property = schema.path("properties").path(member.getKey());
            if (!property.isMissingNode()) {
                check(property, member.getValue(), at + "/" + member.getKey(), faults);
            } else if (schema.path("additionalProperties").isBoolean()) {
                faults.add(at + "/" + member.getKey() + " is not documented");
            }
        }
        if (schema.has("unevaluatedProperties")) {
            Set<String> declared = declared(schema);
            value.fieldNames().forEachRemaining(name -> {
                if (!declared.contains(name)) {
                    faults.add(at + "/" + name + " is not documented");
                }
            });
        }
        if (schema.has("items") && value.isArray()) {
            value.forEach(item -> check(schema.get("items"), item, at + "/*", faults));
        }
    }

    /** The members that a schema, or one that it is made of, knows. */
    private Set<String> declared(JsonNode schema) {
        Set<String> names = new HashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.path("allOf").forEach(part -> names.addAll(declared(resolved(part))));
        return names;
    }

    private long count(JsonNode choices, JsonNode value, String at) {
        return StreamSupport.stream(choices.spliterator(), false)
                .filter(choice -> {
                    List<String> faults = new ArrayList<>();
                    check(choice, value, at, faults);
                    return faults.isEmpty();
                })
                .count();
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            return StreamSupport.stream(types.spliterator(), false).anyMatch(type -> isOfType(type, value));
        }
        return switch (types.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("the document uses a type unknown here: " + types);
        };
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}

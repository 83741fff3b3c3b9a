package emulators.dynamodb.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Converts the SDK's objects to and from the JSON of DynamoDB's API, by the fields that they declare. */
final class ModelledJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ModelledJson() {}

    /** Returns the fields that are set. */
    static ObjectNode of(SdkPojo object) {
        ObjectNode json = JSON.objectNode();
        for (SdkField<?> field : object.sdkFields()) {
            Object value = field.getValueOrDefault(object);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                json.set(field.locationName(), node(value));
            }
        }
        return json;
    }

    private static JsonNode node(Object value) {
        if (value instanceof SdkPojo object) {
            return of(object);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode json = JSON.objectNode();
            map.forEach((key, each) -> json.set((String) key, node(each)));
            return json;
        }
        if (value instanceof List<?> list) {
            ArrayNode json = JSON.arrayNode(list.size());
            list.forEach(each -> json.add(node(each)));
            return json;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof String text) {
            return JSON.textNode(text);
        }
        if (value instanceof SdkBytes bytes) {
            return JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return JSON.numberNode(number.intValue());
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number.longValue());
        }
        if (value instanceof Double number) {
            return JSON.numberNode(number.doubleValue());
        }
        throw new IllegalArgumentException("Cannot convert a " + value.getClass() + " to JSON.");
    }

    /** Sets the builder's fields from JSON, and builds. */
    static Object build(SdkPojo builder, JsonNode json) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = json.get(field.locationName());
            if (value != null) {
                field.set(builder, value(field, value));
            }
        }
        return ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            return json.textValue();
        }
        if (type == MarshallingType.SDK_POJO) {
            return build(field.constructor().get(), json);
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            json.properties().forEach(each -> map.put(each.getKey(), value(member, each.getValue())));
            return map;
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>(json.size());
            json.forEach(each -> list.add(value(member, each)));
            return list;
        }
        return scalar(type, json);
    }

    private static Object scalar(MarshallingType<?> type, JsonNode json) {
        if (type == MarshallingType.BOOLEAN) {
            return json.booleanValue();
        }
        if (type == MarshallingType.INTEGER) {
            return json.intValue();
        }
        if (type == MarshallingType.LONG) {
            return json.longValue();
        }
        if (type == MarshallingType.DOUBLE) {
            return json.doubleValue();
        }
        if (type == MarshallingType.SDK_BYTES) {
            return SdkBytes.fromByteArrayUnsafe(bytes(json));
        }
        if (type == MarshallingType.INSTANT) {
            return Instant.ofEpochMilli(json.decimalValue().movePointRight(3).longValue());
        }
        throw new IllegalArgumentException("Cannot convert JSON to a " + type.getTargetClass() + ".");
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return json.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

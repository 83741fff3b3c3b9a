package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Turns JSON as it is on the wire into the SDK's values, with the SDK's own description of them. */
final class SdkJson {
    private SdkJson() {}

    /**
     * Sets on the builder what the JSON object says.
     *
     * @param leftOut members that the builder is not to have
     * @throws IllegalArgumentException when there is another member that the builder has no place for, at any depth
     */
    static void read(JsonNode json, SdkPojo builder, Set<String> leftOut) {
        Map<String, SdkField<?>> fields = fields(builder);
        json.properties().stream()
                .filter(member -> !leftOut.contains(member.getKey()))
                .forEach(member -> {
                    SdkField<?> field = fields.get(member.getKey());
                    if (field == null) {
                        throw new IllegalArgumentException("the SDK has no place for " + member.getKey());
                    }
                    field.set(builder, value(member.getValue(), field));
                });
    }

    private static Map<String, SdkField<?>> fields(SdkPojo pojo) {
        return pojo.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
    }

    private static Object value(JsonNode json, SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (json.isNull()) {
            return null;
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            SdkPojo pojo = field.constructor().get();
            read(json, pojo, Set.of());
            return ((Buildable) pojo).build();
        }
        if (type.equals(MarshallingType.LIST)) {
            SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
            List<Object> elements = new ArrayList<>();
            json.forEach(each -> elements.add(value(each, element)));
            return elements;
        }
        if (type.equals(MarshallingType.MAP)) {
            SdkField<?> value = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> entries = new LinkedHashMap<>();
            json.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue(), value)));
            return entries;
        }
        return scalar(json, type);
    }

    private static Object scalar(JsonNode json, MarshallingType<?> type) {
        if (type.equals(MarshallingType.STRING) && json.isTextual()) {
            return json.textValue();
        }
        if (type.equals(MarshallingType.BOOLEAN) && json.isBoolean()) {
            return json.booleanValue();
        }
        if (type.equals(MarshallingType.INTEGER) && json.isIntegralNumber() && json.canConvertToInt()) {
            return json.intValue();
        }
        throw new IllegalArgumentException("the SDK has another type than " + json.getNodeType() + " here");
    }
}

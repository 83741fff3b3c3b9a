package imagefanout.imagebuilder;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads raw JSON into the SDK's model, and finds what the model cannot represent: an unknown member or a value of another type.
 * Null members are ignored.
 */
final class SdkJson {
    private final SortedSet<String> unknown = new TreeSet<>();

    private SdkJson() {}

    /**
     * Sets the members of the JSON object on the builder, as far as the model can represent them. Returns JSON pointers to the
     * others, without their children: empty when reading and writing the JSON through the SDK loses nothing.
     */
    static SortedSet<String> unknownTo(SdkPojo builder, JsonNode json) {
        SdkJson reader = new SdkJson();
        reader.read(json, builder, JsonPointer::empty);
        return reader.unknown;
    }

    /** @throws IllegalArgumentException when the model cannot represent all members of the JSON object */
    static void read(JsonNode json, SdkPojo builder) {
        SortedSet<String> unknown = unknownTo(builder, json);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the SDK does not know " + unknown);
        }
    }

    private void read(JsonNode json, SdkPojo builder, Supplier<JsonPointer> place) {
        Map<String, SdkField<?>> fields =
                builder.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        json.properties().stream().filter(member -> !member.getValue().isNull()).forEach(member -> {
            Supplier<JsonPointer> here = () -> place.get().appendProperty(member.getKey());
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                unknown.add(here.get().toString());
            } else {
                field.set(builder, value(member.getValue(), field, here));
            }
        });
    }

    /**
     * Null when the model cannot represent the value.
     *
     * @param place a supplier, because a pointer takes longer than the value and almost none is needed
     */
    private Object value(JsonNode json, SdkField<?> field, Supplier<JsonPointer> place) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO) && json.isObject()) {
            SdkPojo builder = field.constructor().get();
            read(json, builder, place);
            return ((Buildable) builder).build();
        }
        if (type.equals(MarshallingType.LIST) && json.isArray()) {
            SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < json.size(); i++) {
                int index = i;
                elements.add(value(json.get(i), element, () -> place.get().appendIndex(index)));
            }
            return elements;
        }
        if (type.equals(MarshallingType.MAP) && json.isObject()) {
            SdkField<?> value = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> entries = new LinkedHashMap<>();
            json.properties()
                    .forEach(entry -> entries.put(entry.getKey(), value(entry.getValue(), value, () -> place.get()
                            .appendProperty(entry.getKey()))));
            return entries;
        }
        return scalar(json, type, place);
    }

    /** A fraction is not accepted as an integer, because the SDK would truncate it. */
    private Object scalar(JsonNode json, MarshallingType<?> type, Supplier<JsonPointer> place) {
        if (type.equals(MarshallingType.STRING) && json.isTextual()) {
            return json.textValue();
        }
        if (type.equals(MarshallingType.BOOLEAN) && json.isBoolean()) {
            return json.booleanValue();
        }
        if (type.equals(MarshallingType.INTEGER) && json.isIntegralNumber() && json.canConvertToInt()) {
            return json.intValue();
        }
        if (!json.isNull()) {
            unknown.add(place.get().toString());
        }
        return null;
    }
}

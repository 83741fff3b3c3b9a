package imagefanout.imagebuilder;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Compares raw JSON with the SDK's model of it, member by member and to the bottom. A member that is {@code null} sets
 * nothing and counts as absent.
 */
final class UnknownSettings {
    private final SortedSet<String> found = new TreeSet<>();

    private UnknownSettings() {}

    /** JSON pointers to what the model has no place for, each naming the topmost such member. */
    static SortedSet<String> in(JsonNode raw, SdkPojo model) {
        UnknownSettings unknown = new UnknownSettings();
        unknown.compareObject(raw, model, JsonPointer.empty());
        return unknown.found;
    }

    private void compareObject(JsonNode raw, SdkPojo model, JsonPointer place) {
        if (!raw.isObject()) {
            note(raw, place);
            return;
        }
        Map<String, SdkField<?>> fields =
                model.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        raw.properties().forEach(member -> {
            JsonPointer here = place.appendProperty(member.getKey());
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                note(member.getValue(), here);
            } else {
                compare(member.getValue(), field, here);
            }
        });
    }

    private void compare(JsonNode raw, SdkField<?> field, JsonPointer place) {
        MarshallingType<?> type = field.marshallingType();
        if (raw.isNull()) {
            return;
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            compareObject(raw, field.constructor().get(), place);
        } else if (type.equals(MarshallingType.LIST)) {
            SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
            if (!raw.isArray()) {
                note(raw, place);
            }
            for (int i = 0; raw.isArray() && i < raw.size(); i++) {
                compare(raw.get(i), element, place.appendIndex(i));
            }
        } else if (type.equals(MarshallingType.MAP)) {
            SdkField<?> value = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
            if (!raw.isObject()) {
                note(raw, place);
            }
            raw.properties().forEach(entry -> compare(entry.getValue(), value, place.appendProperty(entry.getKey())));
        } else if (!scalarFits(raw, type)) {
            note(raw, place);
        }
    }

    /** Whether the model keeps the value as it is: a fraction in a whole number's place, say, would be cut. */
    private static boolean scalarFits(JsonNode raw, MarshallingType<?> type) {
        if (type.equals(MarshallingType.STRING)) {
            return raw.isTextual();
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return raw.isBoolean();
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return raw.isIntegralNumber() && raw.canConvertToInt();
        }
        if (type.equals(MarshallingType.LONG)) {
            return raw.isIntegralNumber() && raw.canConvertToLong();
        }
        return raw.isValueNode();
    }

    private void note(JsonNode raw, JsonPointer place) {
        if (!raw.isNull()) {
            found.add(place.toString());
        }
    }
}

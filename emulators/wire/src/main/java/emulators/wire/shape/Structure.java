package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A structure with required and optional members. An unknown member may have any value, because newer clients may send settings that the emulator does not know. A null member counts as absent.
 */
public final class Structure implements Shape {

    private record Member(Shape shape, boolean required) {}

    private final Map<String, Member> members;

    private Structure(Map<String, Member> members) {
        this.members = Collections.unmodifiableMap(members);
    }

    public static Structure empty() {
        return new Structure(Map.of());
    }

    public Structure requires(String name, Shape shape) {
        return with(name, new Member(shape, true));
    }

    public Structure allows(String name, Shape shape) {
        return with(name, new Member(shape, false));
    }

    private Structure with(String name, Member member) {
        Map<String, Member> extended = new LinkedHashMap<>(members);
        extended.put(name, member);
        return new Structure(extended);
    }

    public Set<String> names() {
        return members.keySet();
    }

    /** Throws if a request does not fit this structure. */
    public void check(JsonNode value) throws InvalidValueException {
        check("", value);
    }

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isObject()) {
            throw InvalidValueException.at(place, "It must be a structure.");
        }
        members.forEach(
                (name, member) -> checkMember(place.isEmpty() ? name : place + "." + name, member, value.get(name)));
    }

    private static void checkMember(String place, Member member, JsonNode value) {
        if (value != null && !value.isNull()) {
            member.shape().check(place, value);
        } else if (member.required()) {
            throw InvalidValueException.at(place, "It is required.");
        }
    }
}

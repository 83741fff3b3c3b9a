package emulators.dynamodb.input;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;
import emulators.dynamodb.value.SerializationException;
import emulators.dynamodb.value.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An object with named members. Unknown members are ignored, like in the service. */
public final class InputStructure implements InputShape {

    private enum Need {
        /** Violations of this member are reported alone. */
        FIRST,
        REQUIRED,
        OPTIONAL
    }

    private record Member(String name, InputShape shape, Need need) {

        void check(JsonNode structure, String path, Violations violations) {
            String place = path.isEmpty() ? wireName() : path + "." + wireName();
            JsonNode value = structure.get(name);
            if (value != null && !value.isNull()) {
                shape.check(value, place, violations);
            } else if (need != Need.OPTIONAL) {
                violations.addMissing(place);
            }
        }

        String wireName() {
            return Character.toLowerCase(name.charAt(0)) + name.substring(1);
        }
    }

    private final String type;
    private final List<Member> members;

    private InputStructure(String type, List<Member> members) {
        this.type = requireNonNull(type, "type");
        this.members = List.copyOf(members);
    }

    /** Creates a structure without members. Messages show the type's name. */
    public static InputStructure of(String type) {
        return new InputStructure(type, List.of());
    }

    /** Adds a required member that is checked first. If it is invalid, nothing else is reported. */
    public InputStructure begins(String name, InputShape shape) {
        return with(new Member(name, shape, Need.FIRST));
    }

    public InputStructure requires(String name, InputShape shape) {
        return with(new Member(name, shape, Need.REQUIRED));
    }

    public InputStructure allows(String name, InputShape shape) {
        return with(new Member(name, shape, Need.OPTIONAL));
    }

    private InputStructure with(Member member) {
        List<Member> more = new ArrayList<>(members);
        more.add(member);
        return new InputStructure(type, more);
    }

    /**
     * Checks a whole request.
     *
     * @throws SerializationException if a value is of another JSON type
     * @throws ValidationException if constraints are violated
     */
    public void check(JsonNode request) {
        Violations violations = new Violations();
        check(request, "", violations);
        violations.throwIfAny();
    }

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        JsonShape.requireMap(value);
        for (Member member : members) {
            member.check(value, path, violations);
            if (member.need() == Need.FIRST) {
                violations.throwIfAny();
            }
        }
    }

    @Override
    public String show(JsonNode value) {
        return members.stream()
                .filter(member -> value.hasNonNull(member.name()))
                .map(member -> member.wireName() + "=" + member.shape().show(value.get(member.name())))
                .collect(Collectors.joining(", ", type + "(", ")"));
    }
}

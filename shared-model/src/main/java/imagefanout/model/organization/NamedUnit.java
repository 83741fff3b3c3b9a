package imagefanout.model.organization;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Audience;

/** An organizational unit with its name. The name may change, the ID never does. */
public record NamedUnit(Audience.OrganizationalUnit unit, String name) {
    public NamedUnit {
        requireNonNull(unit, "unit");
        requireNonNull(name, "name");
    }

    /** The unit's ID, such as {@code ou-ab12-cdefgh34}. */
    public String id() {
        return unit.arn().substring(unit.arn().lastIndexOf('/') + 1);
    }
}

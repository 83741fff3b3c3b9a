package imagefanout.model.identity;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.regex.Pattern;

/** Who may launch an AMI: one account, an organization, an organizational unit, or everyone. */
public sealed interface Audience {
    /**
     * Reads what {@link #toString()} gives: an account ID, the ARN of an organization or organizational unit, or {@code public}.
     *
     * @throws MalformedException when it is none of these
     */
    static Audience parse(String text) {
        if (text.equals("public")) {
            return new Everyone();
        }
        if (!text.startsWith("arn:")) {
            return new Account(new AccountId(text));
        }
        return text.contains(":ou/") ? new OrganizationalUnit(text) : new Organization(text);
    }

    record Account(AccountId id) implements Audience {
        public Account {
            requireNonNull(id, "id");
        }

        @Override
        public String toString() {
            return id.value();
        }
    }

    record Organization(String arn) implements Audience {
        private static final Pattern FORM =
                Pattern.compile("arn:aws[^:]*:organizations::[0-9]{12}:organization/o-[a-z0-9]{10,32}");

        public Organization {
            MalformedException.check(arn, FORM, "the ARN of an organization");
        }

        /** Such as {@code o-a1b2c3d4e5}. */
        public String id() {
            return arn.substring(arn.lastIndexOf('/') + 1);
        }

        @Override
        public String toString() {
            return arn;
        }
    }

    record OrganizationalUnit(String arn) implements Audience, OrderedByText<OrganizationalUnit> {
        private static final Pattern FORM = Pattern.compile(
                "arn:aws[^:]*:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

        public OrganizationalUnit {
            MalformedException.check(arn, FORM, "the ARN of an organizational unit");
        }

        @Override
        public String toString() {
            return arn;
        }
    }

    record Everyone() implements Audience {
        @Override
        public String toString() {
            return "public";
        }
    }
}

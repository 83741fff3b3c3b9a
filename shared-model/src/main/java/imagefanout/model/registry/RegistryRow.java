package imagefanout.model.registry;

import imagefanout.model.AccountId;
import imagefanout.model.Audience;
import imagefanout.model.Malformed;
import imagefanout.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A row of the registry: an account, or a row that cannot be read as one. */
public sealed interface RegistryRow permits RegisteredAccount, BadRow {
    String ACCOUNT_ID = "accountId";
    String STATUS = "status";
    String GROUPS = "groups";
    String REGIONS = "regions";
    String NAME = "name";
    String UPDATED_AT = "updatedAt";
    String ORGANIZATION = "organizationArn";
    String ORGANIZATIONAL_UNITS = "organizationalUnitArns";

    /** Reads a row as somebody wrote it, by attribute. Never throws: what cannot be read makes it a bad row. */
    static RegistryRow parse(Map<String, WrittenValue> written) {
        return new Parse(written).row();
    }

    /** One reading of one row: gathers every problem, so that a person mends a row once. */
    final class Parse {
        private final Map<String, WrittenValue> written;
        private final List<String> problems = new ArrayList<>();

        private Parse(Map<String, WrittenValue> written) {
            this.written = written;
        }

        private RegistryRow row() {
            Optional<AccountId> id = required(ACCOUNT_ID, AccountId::new);
            Optional<AccountStatus> status = required(STATUS, AccountStatus::parse);
            int before = problems.size();
            SortedSet<Group> groups = several(GROUPS, Group::new).orElseGet(TreeSet::new);
            boolean groupsRead = problems.size() == before;
            Optional<SortedSet<Region>> regions = several(REGIONS, Region::new);
            // An empty list could mean "none" as well as "not filled in yet": between removing and adding, nobody
            // guesses.
            if (regions.isPresent() && regions.get().isEmpty() && isTexts(REGIONS)) {
                problems.add(REGIONS + " is empty: leave it out for all Regions");
            }
            Optional<String> name = optional(NAME, Function.identity());
            Optional<Audience.Organization> organization = optional(ORGANIZATION, Audience.Organization::new);
            Optional<SortedSet<String>> units =
                    several(ORGANIZATIONAL_UNITS, text -> new Audience.OrganizationalUnit(text).arn());
            if (!problems.isEmpty()) {
                return new BadRow(title(), groupsRead ? Optional.of(groups) : Optional.empty(), problems);
            }
            return new RegisteredAccount(
                    id.orElseThrow(),
                    status.orElseThrow(),
                    groups,
                    regions,
                    name,
                    updatedAt(),
                    organization,
                    units.map(arns -> arns.stream()
                            .map(Audience.OrganizationalUnit::new)
                            .collect(Collectors.toUnmodifiableSet())));
        }

        private String title() {
            return written.get(ACCOUNT_ID) instanceof WrittenValue.Text text ? text.text() : "(no " + ACCOUNT_ID + ")";
        }

        /** Nothing hangs on it, so whatever form a pipeline gives it is no reason to refuse the row. */
        private Optional<String> updatedAt() {
            return written.get(UPDATED_AT) instanceof WrittenValue.Text text
                    ? Optional.of(text.text())
                    : Optional.empty();
        }

        private boolean isTexts(String attribute) {
            return written.get(attribute) instanceof WrittenValue.Texts;
        }

        private <T> Optional<T> required(String attribute, Function<String, T> parse) {
            if (!written.containsKey(attribute)) {
                problems.add(attribute + " is missing");
            }
            return optional(attribute, parse);
        }

        private <T> Optional<T> optional(String attribute, Function<String, T> parse) {
            WrittenValue value = written.get(attribute);
            if (value == null) {
                return Optional.empty();
            }
            if (value instanceof WrittenValue.Text text) {
                return parsed(attribute, text.text(), parse);
            }
            problems.add(attribute + " is " + described(value) + ", not a text");
            return Optional.empty();
        }

        private <T> Optional<SortedSet<T>> several(String attribute, Function<String, T> parse) {
            WrittenValue value = written.get(attribute);
            if (value == null) {
                return Optional.empty();
            }
            SortedSet<T> all = new TreeSet<>();
            if (value instanceof WrittenValue.Texts texts) {
                for (String text : texts.texts()) {
                    parsed(attribute, text, parse).ifPresent(all::add);
                }
            } else {
                problems.add(attribute + " is " + described(value) + ", not a set or list of texts");
            }
            return Optional.of(all);
        }

        private <T> Optional<T> parsed(String attribute, String text, Function<String, T> parse) {
            try {
                return Optional.of(parse.apply(text));
            } catch (Malformed e) {
                problems.add(attribute + " is " + e.getMessage());
                return Optional.empty();
            }
        }

        private static String described(WrittenValue value) {
            if (value instanceof WrittenValue.Text) {
                return "a text";
            }
            return value instanceof WrittenValue.Other other ? other.description() : "a set or list";
        }
    }
}

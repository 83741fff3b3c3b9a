package imagefanout.queryimages.answers;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the registry.
 *
 * @param accountId as written: a bad row may have any text
 * @param status empty in a bad row
 * @param groups none in a bad row whose groups cannot be read
 * @param regions empty: all Regions, or a bad row
 * @param source empty in a bad row
 * @param problems why the row is bad; none in a valid row
 */
record RowView(
        String accountId,
        Optional<String> name,
        Optional<AccountStatus> status,
        SortedSet<Group> groups,
        Optional<SortedSet<Region>> regions,
        Optional<Source> source,
        Optional<List<String>> organizationalUnitArns,
        Optional<String> updatedAt,
        List<String> problems,
        List<String> warnings) {
    static final String CSV_HEADER =
            "accountId,name,status,groups,regions,source,organizationalUnitArns,updatedAt,problems,warnings";

    /** Who writes a row. */
    enum Source {
        /** The import from AWS Organizations. */
        ORGANIZATIONS,
        /** A person, or a program other than the import. */
        MANUAL;

        static Source parse(String text) {
            return MalformedException.parse(Source.class, "ORGANIZATIONS or MANUAL", text);
        }
    }

    static RowView of(RegistryRow row) {
        return row instanceof BadRow bad ? bad(bad) : account((RegisteredAccount) row);
    }

    private static RowView bad(BadRow row) {
        return new RowView(
                row.name(),
                Optional.empty(),
                Optional.empty(),
                row.groups().orElseGet(TreeSet::new),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                row.problems(),
                List.of());
    }

    private static RowView account(RegisteredAccount account) {
        return new RowView(
                account.id().value(),
                account.name(),
                Optional.of(account.status()),
                account.groups(),
                account.regions(),
                Optional.of(account.imported().isPresent() ? Source.ORGANIZATIONS : Source.MANUAL),
                account.organizationalUnits().map(units -> units.stream()
                        .map(Audience.OrganizationalUnit::arn)
                        .sorted()
                        .toList()),
                account.updatedAt(),
                List.of(),
                account.warnings());
    }

    /**
     * One line of a table with {@link #CSV_HEADER}. Several values of one column have spaces between them.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
     */
    String csv() {
        return Stream.of(
                        accountId,
                        name.orElse(""),
                        status.map(AccountStatus::name).orElse(""),
                        joined(" ", groups),
                        regions.map(some -> joined(" ", some)).orElse(""),
                        source.map(Source::name).orElse(""),
                        organizationalUnitArns.map(some -> joined(" ", some)).orElse(""),
                        updatedAt.orElse(""),
                        joined("; ", problems),
                        joined("; ", warnings))
                .map(RowView::field)
                .collect(Collectors.joining(","));
    }

    private static String joined(String between, Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(between));
    }

    /** A spreadsheet would run a text that begins like a formula, and whoever names an account chooses such a text. */
    private static String field(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}

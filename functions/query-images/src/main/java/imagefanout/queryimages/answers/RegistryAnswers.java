package imagefanout.queryimages.answers;

import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Lists the rows of the registry, as JSON or as a table. */
record RegistryAnswers(AccountRegistry registry) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    /** Lambda fails an answer of more than 6 MB. */
    private static final int MAX_CSV_CHARACTERS = 4_000_000;

    /** What the client asked for. A bad row has none of it but groups, and one whose groups cannot be read may have any. */
    private record RowFilter(
            Optional<Group> group,
            Optional<Region> region,
            Optional<AccountStatus> status,
            Optional<RowView.Source> source,
            Optional<Boolean> problems) {
        private static RowFilter of(ApiRequest request) {
            return new RowFilter(
                    request.query("group", Group::new),
                    request.query("region", Region::new),
                    request.query(
                            "status",
                            text -> MalformedException.parse(
                                    AccountStatus.class, "one of " + Arrays.toString(AccountStatus.values()), text)),
                    request.query("source", RowView.Source::parse),
                    request.flag("problems"));
        }

        private boolean matches(RegistryRow row) {
            if (row instanceof BadRow bad) {
                return group.map(one -> bad.concerns(Set.of(one))).orElse(true)
                        && region.isEmpty()
                        && status.isEmpty()
                        && source.isEmpty()
                        && problems.orElse(true);
            }
            RegisteredAccount account = (RegisteredAccount) row;
            return group.map(account.groups()::contains).orElse(true)
                    && region.map(one -> account.regions()
                                    .map(some -> some.contains(one))
                                    .orElse(true))
                            .orElse(true)
                    && status.map(account.status()::equals).orElse(true)
                    && source.map(RowView.of(account).source().orElseThrow()::equals)
                            .orElse(true)
                    && problems.map(asked -> asked != account.warnings().isEmpty())
                            .orElse(true);
        }
    }

    ApiAnswer list(ApiRequest request) {
        RowFilter filter = RowFilter.of(request);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<String> after = request.cursor(parts -> parts[0]);
        SortedMap<String, RowView> rows = new TreeMap<>();
        RegistrySnapshot snapshot = RegistrySnapshot.read(registry);
        Stream.concat(snapshot.accounts().values().stream(), snapshot.badRows().stream())
                .filter(filter::matches)
                .forEach(row -> rows.put(position(row), RowView.of(row)));
        return request.prefers("text/csv") ? csv(rows) : page(request, limit, after, rows);
    }

    /** Bad rows sort before every account. A cursor has no room for every text that a row may have as its account ID. */
    private static String position(RegistryRow row) {
        return row instanceof BadRow bad
                ? "!" + Digest.of(bad.name()).end().hex()
                : ((RegisteredAccount) row).id().value();
    }

    private static ApiAnswer page(
            ApiRequest request, int limit, Optional<String> after, SortedMap<String, RowView> rows) {
        List<Map.Entry<String, RowView>> left = rows.entrySet().stream()
                .filter(row -> after.isEmpty() || row.getKey().compareTo(after.get()) > 0)
                .toList();
        ResultPage<RowView, String> page = ResultPage.<Map.Entry<String, RowView>, String>first(
                        left, limit, Map.Entry::getKey)
                .map(Map.Entry::getValue);
        return new ApiAnswer.Data(
                new PageView<>(page.items(), limit, page.next().map(request::cursorTo), Optional.empty()));
    }

    private static ApiAnswer csv(SortedMap<String, RowView> rows) {
        StringBuilder table = new StringBuilder(RowView.CSV_HEADER).append("\r\n");
        rows.values().forEach(row -> table.append(row.csv()).append("\r\n"));
        if (table.length() > MAX_CSV_CHARACTERS) {
            throw ProblemException.invalid(
                    "group",
                    "The table has " + rows.size() + " rows, too many for one answer. Choose a group, a Region or a"
                            + " status, or ask for application/json.");
        }
        return ApiAnswer.Document.csv(table.toString());
    }
}

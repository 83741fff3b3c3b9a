package imagefanout.testing.registry;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.WrittenValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry in memory, with failures on demand. */
public final class InMemoryAccountRegistry implements AccountRegistry {
    private static final Set<Region> EXISTING = Stream.of("us-east-1", "eu-west-1", "ap-southeast-2")
            .map(Region::new)
            .collect(Collectors.toUnmodifiableSet());

    private final NavigableMap<String, StoredRow> rows = new TreeMap<>();
    private ImportMark mark = ImportMark.NONE;
    private int rowsPerPage = 100;
    private int pagesRead;
    private OptionalInt failingPage = OptionalInt.empty();
    private Runnable afterReading = () -> {};

    /** A row as it was written, and as every reader reads it. */
    private record StoredRow(Map<String, WrittenValue> written, RegistryRow read) {
        private static StoredRow of(Map<String, WrittenValue> written) {
            return new StoredRow(Map.copyOf(written), RegistryRow.parse(written, EXISTING));
        }
    }

    /** Writes a row as a person would, valid or not, under its account ID. */
    public void write(Map<String, WrittenValue> row) {
        String key = row.get(RegistryRow.ACCOUNT_ID) instanceof WrittenValue.Text text ? text.text() : "";
        rows.put(key, StoredRow.of(row));
    }

    public void put(RegisteredAccount account) {
        write(account.written());
    }

    /** Writes an account of that organization, without groups. */
    public void put(AccountId id, AccountStatus status, Optional<Audience.Organization> organization) {
        put(new RegisteredAccount(
                id,
                status,
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                organization,
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }

    public void delete(AccountId id) {
        rows.remove(id.value());
    }

    public void clear() {
        rows.clear();
    }

    /** How many pages a full read takes. */
    public int pages() {
        return Math.max(1, (rows.size() + rowsPerPage - 1) / rowsPerPage);
    }

    public void rowsPerPage(int count) {
        rowsPerPage = count;
    }

    /** From now on, the page with this number, from 1, cannot be read. */
    public void failAtPage(int number) {
        failingPage = OptionalInt.of(number);
    }

    public void recover() {
        failingPage = OptionalInt.empty();
    }

    /** Runs the change right after the next full read. */
    public void afterReading(Runnable writes) {
        afterReading = writes;
    }

    @Override
    public Optional<RegistryRow> account(AccountId id) {
        return Optional.ofNullable(rows.get(id.value())).map(StoredRow::read);
    }

    @Override
    public ResultPage<RegistryRow, String> rows(Optional<String> after) {
        pagesRead = after.isEmpty() ? 1 : pagesRead + 1;
        if (failingPage.isPresent() && failingPage.getAsInt() == pagesRead) {
            throw new StorageException("page " + pagesRead + " of the registry cannot be read");
        }
        List<Map.Entry<String, StoredRow>> found = new ArrayList<>();
        Map.Entry<String, StoredRow> row = after.map(rows::higherEntry).orElseGet(rows::firstEntry);
        while (row != null && found.size() <= rowsPerPage) {
            found.add(row);
            row = rows.higherEntry(row.getKey());
        }
        ResultPage<RegistryRow, String> page = ResultPage.first(found, rowsPerPage, Map.Entry::getKey)
                .map(entry -> entry.getValue().read());
        if (page.next().isEmpty()) {
            afterReading.run();
            afterReading = () -> {};
        }
        return page;
    }

    @Override
    public boolean add(RegisteredAccount account) {
        return rows.putIfAbsent(account.id().value(), StoredRow.of(account.written())) == null;
    }

    @Override
    public boolean extend(RegisteredAccount asRead, RegisteredAccount widened) {
        StoredRow row = rows.get(asRead.id().value());
        if (row == null || !row.read().equals(asRead)) {
            return false;
        }
        Map<String, WrittenValue> changed = new HashMap<>(row.written());
        Map<String, WrittenValue> wanted = widened.written();
        for (String attribute : List.of(RegistryRow.GROUPS, RegistryRow.REGIONS)) {
            changed.remove(attribute);
            Optional.ofNullable(wanted.get(attribute)).ifPresent(value -> changed.put(attribute, value));
        }
        rows.put(asRead.id().value(), StoredRow.of(changed));
        return true;
    }

    @Override
    public boolean replace(RegisteredAccount asRead, RegisteredAccount now) {
        StoredRow row = rows.get(asRead.id().value());
        if (row == null || asRead.imported().isEmpty() || !row.read().equals(asRead)) {
            return false;
        }
        Map<String, WrittenValue> changed = new HashMap<>(row.written());
        changed.keySet().removeAll(asRead.written().keySet());
        changed.putAll(now.written());
        rows.put(asRead.id().value(), StoredRow.of(changed));
        return true;
    }

    @Override
    public ImportMark importMark() {
        return mark;
    }

    @Override
    public boolean mark(ImportMark asRead, ImportMark now) {
        if (!mark.equals(asRead)) {
            return false;
        }
        mark = now;
        return true;
    }

    /** The value of an attribute that the registry ignores. */
    public Optional<WrittenValue> written(AccountId account, String attribute) {
        return Optional.ofNullable(rows.get(account.value()))
                .map(row -> row.written().get(attribute));
    }
}

package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOX;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;

import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.WrittenValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A registry with or without a fault, and two configurations: one of the group prod, with accounts in two Regions, and one
 * without the tag. Most sizes are near the limits of the guards.
 */
final class GeneratedCase {
    /** The registry's fault. */
    enum Fault {
        NONE(false),
        EMPTY(true),
        TRUNCATED(true),
        BAD_ROW_OF_THE_GROUP(true),
        BAD_ROW_OF_UNREADABLE_GROUPS(true),
        WRONG_TYPE_OF_GROUPS(true),
        REGION_THAT_IS_NONE(true),
        BAD_ROW_OF_ANOTHER_GROUP(false),
        UNKNOWN_STATUS(false),
        PEOPLES_ATTRIBUTES(false),
        DUPLICATES_IN_LISTS(false);

        private final boolean stopsTheSync;

        Fault(boolean stopsTheSync) {
            this.stopsTheSync = stopsTheSync;
        }

        boolean stopsTheSync() {
            return stopsTheSync;
        }
    }

    private static final int[] USUAL = {0, 1, 2, 3, 5, 10, 19, 20, 21};
    private static final int[] AROUND_FIVE_PER_CENT = {38, 39, 40, 41, 59, 60, 61, 79, 80};
    private static final int[] AROUND_TWENTY_FIVE = {480, 499, 500, 501, 519, 520, 521};
    private static final int[] AROUND_THE_MOST = {1535, 1536, 1537};

    private final SplittableRandom random;
    private final InMemorySync fixture = new InMemorySync();
    private final SortedMap<Region, SortedSet<AccountId>> current = new TreeMap<>();
    private final SortedMap<Region, SortedSet<AccountId>> wanted = new TreeMap<>();
    private final SortedMap<Region, SortedSet<AccountId>> named = new TreeMap<>();
    private final Fault fault;
    private final boolean hasOtherOutput;
    /** Which accounts are in one Region only. By number and not at random, so that equal updates occur again. */
    private final int shift;

    private GeneratedCase(SplittableRandom random) {
        this.random = random;
        this.fault = random.nextInt(2) == 0 ? Fault.NONE : oneOf(Fault.values());
        this.hasOtherOutput = random.nextInt(8) != 0;
        this.shift = random.nextInt(4);
        for (Region region : List.of(HOME, EU)) {
            current.put(region, new TreeSet<>());
            wanted.put(region, new TreeSet<>());
            named.put(region, new TreeSet<>());
        }
        generate();
    }

    static GeneratedCase of(SplittableRandom random) {
        return new GeneratedCase(random);
    }

    InMemorySync fixture() {
        return fixture;
    }

    Fault fault() {
        return fault;
    }

    boolean hasOtherOutput() {
        return hasOtherOutput;
    }

    /** The accounts that the registry wants if it has no fault. */
    SortedMap<Region, SortedSet<AccountId>> wanted() {
        return wanted;
    }

    /** The accounts that another setting of the Region names. */
    SortedMap<Region, SortedSet<AccountId>> named() {
        return named;
    }

    private void generate() {
        int size = size();
        boolean huge = size >= AROUND_THE_MOST[0];
        int leaving = huge ? random.nextInt(3) : leaving(size);
        // For a limit on the size itself, it is the number of wanted accounts.
        int staying = huge ? size : size - leaving;
        int adding = huge ? 0 : joining(size);
        for (int i = 0; i < leaving; i++) {
            leaves(InMemorySync.account(i), (i + shift) % 2 == 0);
        }
        for (int i = leaving; i < leaving + staying; i++) {
            stays(InMemorySync.account(i), (i + shift) % 4 == 0, huge);
        }
        for (int i = 0; i < adding; i++) {
            joins(InMemorySync.account(5000 + i));
        }
        unrelatedAccount(InMemorySync.account(7000));
        breakRegistry();
        configure();
    }

    private int size() {
        int kind = random.nextInt(1000);
        if (kind < 2) {
            return oneOf(AROUND_THE_MOST);
        }
        if (kind < 20) {
            return oneOf(AROUND_TWENTY_FIVE);
        }
        return oneOf(kind < 150 ? AROUND_FIVE_PER_CENT : USUAL);
    }

    private int leaving(int size) {
        int limit = Math.max(1, Math.min(25, size / 20));
        int leaving =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> limit - 1;
                    case 2 -> limit;
                    case 3 -> limit + 1;
                    case 4 -> size;
                    default -> random.nextInt(size + 1);
                };
        return Math.min(leaving, size);
    }

    private int joining(int size) {
        int limit = Math.max(5, size / 10);
        return switch (random.nextInt(16)) {
            case 0 -> limit - 1;
            case 1 -> limit;
            case 2 -> limit + 1;
            case 3 -> 2 * limit;
            default -> random.nextInt(3) == 0 ? 0 : random.nextInt(4);
        };
    }

    /** A target account that the registry no longer wants, for one of the possible reasons. */
    private void leaves(AccountId account, boolean fromBoth) {
        current.get(HOME).add(account);
        if (fromBoth) {
            current.get(EU).add(account);
        }
        if (fault == Fault.UNKNOWN_STATUS) {
            // Nobody is removed because of it.
            put(account, AccountStatus.UNKNOWN, PROD, Optional.empty());
            current.forEach((region, accounts) -> {
                if (accounts.contains(account)) {
                    wanted.get(region).add(account);
                }
            });
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> {}
            case 1 -> put(account, oneOf(inactive()), PROD, Optional.empty());
            default -> put(account, AccountStatus.ACTIVE, SANDBOX, Optional.empty());
        }
    }

    private void stays(AccountId account, boolean onlyHome, boolean missingHere) {
        wanted.get(HOME).add(account);
        if (!onlyHome) {
            wanted.get(EU).add(account);
        }
        put(
                account,
                AccountStatus.ACTIVE,
                PROD,
                onlyHome ? Optional.of(new TreeSet<>(Set.of(HOME))) : Optional.empty());
        // A configuration never exceeds the maximum; further wanted accounts are to be added.
        if (missingHere && current.get(HOME).size() >= 1500) {
            return;
        }
        current.get(HOME).add(account);
        if (!onlyHome) {
            current.get(EU).add(account);
        }
    }

    private void joins(AccountId account) {
        put(account, AccountStatus.ACTIVE, PROD, Optional.empty());
        wanted.get(HOME).add(account);
        wanted.get(EU).add(account);
    }

    private void unrelatedAccount(AccountId account) {
        put(account, AccountStatus.ACTIVE, SANDBOX, Optional.empty());
    }

    private void put(AccountId account, AccountStatus status, Group group, Optional<SortedSet<Region>> regions) {
        Map<String, WrittenValue> row = new HashMap<>(
                RegisteredAccount.of(account, status, Set.of(group), regions).written());
        if (fault == Fault.DUPLICATES_IN_LISTS) {
            row.put("groups", new WrittenValue.Texts(List.of(group.name(), group.name())));
        }
        if (fault == Fault.PEOPLES_ATTRIBUTES) {
            row.put("status", text(" " + status.name().toLowerCase(Locale.ROOT) + " "));
            row.put("name", new WrittenValue.Other("null"));
            row.put("organizationArn", text("o-abc"));
            row.put("organizationalUnitArns", new WrittenValue.Other("a number"));
        }
        fixture.registry.write(row);
    }

    private void breakRegistry() {
        int rows = 1 + random.nextInt(20);
        fixture.registry.rowsPerPage(rows);
        switch (fault) {
            case NONE, DUPLICATES_IN_LISTS, UNKNOWN_STATUS, PEOPLES_ATTRIBUTES -> {}
            case EMPTY -> fixture.registry.clear();
            case TRUNCATED -> fixture.registry.failAtPage(1 + random.nextInt(fixture.registry.pages()));
            case BAD_ROW_OF_THE_GROUP ->
                bad(Map.of("accountId", text("12345678901"), "status", text("ACTIVE"), "groups", texts("prod", "x")));
            case BAD_ROW_OF_UNREADABLE_GROUPS ->
                bad(Map.of("accountId", text("900000000000"), "status", text("ACTIVE"), "groups", texts("a group")));
            case WRONG_TYPE_OF_GROUPS ->
                bad(Map.of(
                        "accountId",
                        text("900000000000"),
                        "status",
                        text("ACTIVE"),
                        "groups",
                        new WrittenValue.Other("a number")));
            case REGION_THAT_IS_NONE ->
                bad(Map.of(
                        "accountId", text("900000000000"),
                        "status", text("ACTIVE"),
                        "groups", texts("prod"),
                        "regions", texts("us-east-1", "eu-wset-1")));
            case BAD_ROW_OF_ANOTHER_GROUP ->
                bad(Map.of("accountId", text("900000000000"), "status", text(""), "groups", texts("sandbox")));
        }
    }

    private void bad(Map<String, WrittenValue> row) {
        fixture.registry.write(row);
    }

    private void configure() {
        SortedMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        current.forEach((region, accounts) -> accounts.stream()
                .filter(account -> random.nextInt(accounts.size() * 4) == 0)
                .forEach(named.get(region)::add));
        regions.put(HOME, new ConfiguredRegion(HOME, current.get(HOME), true, references(HOME), List.of()));
        // The service rejects a Region without any output, so without another output it has an account.
        if (!hasOtherOutput && current.get(EU).isEmpty()) {
            current.get(EU).add(InMemorySync.account(9999));
        }
        regions.put(EU, new ConfiguredRegion(EU, current.get(EU), hasOtherOutput, references(EU), List.of()));
        fixture.configurations.put(new DistributionConfiguration(
                EVERYWHERE,
                "everywhere",
                Optional.of("prod"),
                Optional.empty(),
                "",
                regions,
                List.of(),
                new Settings("{}")));
        fixture.configure(SANDBOXES, Optional.empty(), current, List.of());
    }

    private List<AccountReference> references(Region region) {
        return named.get(region).stream()
                .map(account -> new AccountReference(account, "ssmParameterConfigurations/0"))
                .toList();
    }

    private static AccountStatus[] inactive() {
        return new AccountStatus[] {
            AccountStatus.PENDING,
            AccountStatus.PENDING_ACTIVATION,
            AccountStatus.SUSPENDED,
            AccountStatus.PENDING_CLOSURE,
            AccountStatus.CLOSED
        };
    }

    private <T> T oneOf(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int oneOf(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static WrittenValue text(String text) {
        return new WrittenValue.Text(text);
    }

    private static WrittenValue texts(String... texts) {
        return new WrittenValue.Texts(List.of(texts));
    }

    @Override
    public String toString() {
        return fault + ", " + current.get(HOME).size() + " and "
                + current.get(EU).size() + " accounts, wanted "
                + wanted.get(HOME).size() + " and " + wanted.get(EU).size();
    }
}

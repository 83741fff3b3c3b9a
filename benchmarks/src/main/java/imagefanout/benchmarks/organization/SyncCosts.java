package imagefanout.benchmarks.organization;

import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.recording.MeasuredFunctions;
import imagefanout.benchmarks.recording.Tally;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What syncs cost: of configurations in which nothing changed, and of an account that is added to each. */
public final class SyncCosts {
    private static final int PAGE = 25;
    private static final int KILOBYTE = 1024;
    private static final String ADDED = "999999999999";
    static final Map<String, ?> SCHEDULED = Map.of(
            "source", "aws.events", "detail-type", "Scheduled Event", "resources", List.of("arn:aws:events:schedule"));

    private SyncCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int configurations : List.of(50, 150, 500)) {
            rows.addAll(unchanged(configurations));
        }
        rows.addAll(accountAdded(1, new MeasuredBuild(20, 150)));
        rows.addAll(accountAdded(3, new MeasuredBuild(20, 500)));
        rows.addAll(accountAdded(10, new MeasuredBuild(20, 1_500)));
        return rows;
    }

    static List<GoalRow> unchanged(int configurations) {
        MeasuredBuild shape = new MeasuredBuild(1, 20);
        try (OrganizationFleet fleet = synced(configurations, shape)) {
            Tally sync = OrganizationFleet.count(() -> fleet.syncDistributions(SCHEDULED));
            Tally page = OrganizationFleet.count(() -> fleet.get("/v1/distributions", Map.of(), Map.of()));
            String size = String.format(Locale.ROOT, "%,d configurations", configurations);
            return List.of(
                    new GoalRow(
                            "sync, nothing changed: calls", size, sync.calls(), (configurations + PAGE - 1) / PAGE + 2),
                    new GoalRow("sync, nothing changed: requests", size, sync.requests(), 10),
                    new GoalRow("sync, nothing changed: write units", size, sync.writeUnits(), 1),
                    new GoalRow("a page of /v1/distributions: requests", size, page.requests(), 10));
        }
    }

    static List<GoalRow> accountAdded(int configurations, MeasuredBuild shape) {
        try (OrganizationFleet fleet = synced(configurations, shape)) {
            register(fleet, ADDED);
            Map<String, ?> keys = Map.of("Keys", Map.of("accountId", Map.of("S", ADDED)));
            Map<String, ?> record = Map.of("eventSource", "aws:dynamodb", "eventName", "INSERT", "dynamodb", keys);
            Tally sync = OrganizationFleet.count(() -> fleet.syncDistributions(Map.of("Records", List.of(record))));
            if (sync.calls("UpdateDistributionConfiguration") != configurations) {
                throw new IllegalStateException("Not every configuration was changed.");
            }
            String size = String.format(
                    Locale.ROOT, "%,d configurations of 20 Regions x %,d accounts", configurations, shape.accounts());
            return List.of(
                    new GoalRow(
                            "an account is added: write units for each configuration",
                            size,
                            sync.writeUnits() / configurations,
                            50),
                    new GoalRow(
                            "audit record of that change: KB",
                            size,
                            (double) fleet.bytes("CHANGE#") / configurations / KILOBYTE,
                            4));
        }
    }

    /** An organization whose configurations have the accounts of the registry, as a first sync has found. */
    static OrganizationFleet synced(int configurations, MeasuredBuild shape) {
        OrganizationFleet fleet = OrganizationFleet.start(
                ImageBuilderSeed.configurations(configurations, shape.regionCodes(), shape.accountIds()));
        shape.accountIds().forEach(account -> register(fleet, account));
        fleet.syncDistributions(SCHEDULED);
        return fleet;
    }

    private static void register(OrganizationFleet fleet, String account) {
        new DynamoAccountRegistry(fleet.client(), MeasuredFunctions.REGISTRY, Deadline.none())
                .add(RegisteredAccount.of(
                        new AccountId(account),
                        AccountStatus.ACTIVE,
                        Set.of(new Group(ImageBuilderSeed.GROUP)),
                        Optional.empty()));
    }
}

package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.StoredApproval;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.Sorted;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.ListedConfiguration;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncedConfiguration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores the ledger in the catalog's table under its own keys. */
public final class DynamoDistributionLedger implements DistributionLedger {
    private static final String ACCOUNTS = "accounts";
    private static final String ADDITIONS = "additions";
    private static final String NAMES = "names";

    private final TableAccess table;
    private final StoredChanges trail;
    private final StoredStates states;

    public DynamoDistributionLedger(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
        this.trail = new StoredChanges(this.table);
        this.states = new StoredStates(this.table, trail);
    }

    @Override
    public List<SyncState> states() {
        return states.states();
    }

    @Override
    public void checked(Instant at) {
        states.checked(at);
    }

    @Override
    public ResultPage<ListedConfiguration, DistributionConfigurationArn> list(
            Optional<DistributionConfigurationArn> after, int limit) {
        return states.list(after, limit);
    }

    @Override
    public Optional<SyncedConfiguration> configuration(DistributionConfigurationArn arn) {
        return states.configuration(arn);
    }

    @Override
    public void record(SyncedConfiguration configuration) {
        states.record(configuration);
    }

    @Override
    public void forget(DistributionConfigurationArn arn) {
        states.forget(arn);
    }

    @Override
    public ResultPage<Change, Change.Position> changes(
            DistributionConfigurationArn arn, Optional<Change.Position> before, int limit) {
        return trail.changes(arn, before, limit);
    }

    @Override
    public void record(Change change) {
        trail.record(change);
    }

    @Override
    public HeldAccounts held(DistributionConfigurationArn arn) {
        return table.inTable("read which accounts of " + arn + " are on hold", () -> table.get(SyncKeys.held(arn))
                .map(item -> new HeldAccounts(
                        RegionAccountsItem.split(item.text(ACCOUNTS)),
                        RegionAccountsItem.split(item.optional(ADDITIONS).orElse(""))))
                .orElse(HeldAccounts.NONE));
    }

    @Override
    public void hold(DistributionConfigurationArn arn, HeldAccounts accounts) {
        table.runInTable("write which accounts of " + arn + " are on hold", () -> {
            if (accounts.isEmpty()) {
                table.delete(SyncKeys.held(arn));
            } else {
                table.put(StoredItem.at(SyncKeys.held(arn))
                        .text(ACCOUNTS, RegionAccountsItem.joined(accounts.removals()))
                        .text(ADDITIONS, RegionAccountsItem.joined(accounts.additions())));
            }
        });
    }

    @Override
    public SortedSet<ParameterName> parameterNames(DistributionConfigurationArn arn) {
        return table.inTable("read the SSM parameters of " + arn, () -> table.get(SyncKeys.parameters(arn))
                .map(item -> new TreeSet<>(item.texts(NAMES, ParameterName::new)))
                .orElseGet(TreeSet::new));
    }

    @Override
    public void noteParameterNames(DistributionConfigurationArn arn, SortedSet<ParameterName> names) {
        table.runInTable("write the SSM parameters of " + arn, () -> {
            if (names.isEmpty()) {
                table.delete(SyncKeys.parameters(arn));
            } else {
                table.put(StoredItem.at(SyncKeys.parameters(arn)).texts(NAMES, names));
            }
        });
    }

    @Override
    public Optional<SortedSet<AccountId>> knownAccounts() {
        return table.inTable("read which accounts the registry had before", () -> {
            List<StoredItem> items = table.queries().ascending(SyncKeys.KNOWN_ACCOUNTS);
            SortedSet<AccountId> known = new TreeSet<>();
            items.forEach(item -> known.addAll(RegionAccountsItem.split(item.text(ACCOUNTS))));
            return items.isEmpty() ? Optional.empty() : Optional.of(known);
        });
    }

    @Override
    public void noteAccounts(SortedSet<AccountId> accounts) {
        table.runInTable("write which accounts the registry has", () -> {
            Map<StoredKey, SortedSet<AccountId>> items = new LinkedHashMap<>();
            SyncKeys.knownAccounts().forEach(key -> items.put(key, new TreeSet<>()));
            Sorted.union(knownAccounts().orElseGet(TreeSet::new), accounts)
                    .forEach(account ->
                            items.get(SyncKeys.knownAccounts(account)).add(account));
            table.batches()
                    .write(items.entrySet().stream()
                            .map(item -> StoredItem.at(item.getKey())
                                    .text(ACCOUNTS, RegionAccountsItem.joined(item.getValue())))
                            .map(Batches::put));
        });
    }

    @Override
    public Optional<Approval> approval(DistributionConfigurationArn arn) {
        return stored(arn).read();
    }

    @Override
    public void approve(DistributionConfigurationArn arn, Approval approval) {
        stored(arn).write(approval);
    }

    @Override
    public void useUp(DistributionConfigurationArn arn, Approval approval) {
        stored(arn).delete(approval);
    }

    private StoredApproval stored(DistributionConfigurationArn arn) {
        return new StoredApproval(table, arn.toString());
    }

    @Override
    public void beginCreation(Creation creation) {
        table.runInTable(
                "note that " + creation.name() + " is about to be created", () -> table.put(CreationItem.of(creation)));
    }

    @Override
    public Optional<Creation> creation(Region source, String name) {
        return table.inTable(
                "read whether " + name + " was about to be created", () -> table.get(SyncKeys.creation(source, name))
                        .map(item -> CreationItem.creation(source, name, item)));
    }

    @Override
    public void endCreation(Region source, String name) {
        table.runInTable("note that " + name + " is created", () -> table.delete(SyncKeys.creation(source, name)));
    }

    @Override
    public boolean isSeeding(DistributionConfigurationArn arn) {
        return table.inTable("read whether " + arn + " is being seeded", () -> table.get(SyncKeys.seeding(arn))
                .isPresent());
    }

    @Override
    public void beginSeeding(DistributionConfigurationArn arn) {
        table.runInTable("mark " + arn + " as being seeded", () -> table.put(StoredItem.at(SyncKeys.seeding(arn))));
    }

    @Override
    public void endSeeding(DistributionConfigurationArn arn) {
        table.runInTable("mark " + arn + " as seeded", () -> table.delete(SyncKeys.seeding(arn)));
    }
}

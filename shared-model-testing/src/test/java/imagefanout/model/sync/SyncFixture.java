package imagefanout.model.sync;

import imagefanout.model.ResultPage;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import imagefanout.model.plan.AccountLimits;
import imagefanout.model.plan.Guards;
import imagefanout.model.plan.ParameterRule;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.plan.Verdict;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A registry and one configuration, for tests of plan and guards. Built in us-east-1 by 123456789012. */
final class SyncFixture {
    static final Guards GUARDS = new Guards(AccountLimits.REMOVALS, AccountLimits.ADDITIONS);
    static final Region HOME = new Region("us-east-1");
    static final Region EU = new Region("eu-west-1");
    static final Group PROD = new Group("prod");
    static final Group SANDBOX = new Group("sandbox");
    static final AccountId BUILD_ACCOUNT = new AccountId("123456789012");
    static final DistributionConfigurationArn ARN =
            new DistributionConfigurationArn("aws", HOME, BUILD_ACCOUNT, "everywhere");
    static final ParameterRule NO_RULE = new ParameterRule(Optional.empty(), new TreeSet<>(), new TreeSet<>());

    private final List<RegistryRow> rows = new ArrayList<>();
    private final TreeMap<Region, ConfiguredRegion> regions = new TreeMap<>();
    private final List<String> obstacles = new ArrayList<>();
    private String updatedAt = "2026-01-01T00:00:00Z";
    private String rest = "{}";
    private ParameterRule rule = NO_RULE;

    static AccountId account(int number) {
        return new AccountId(String.format("%012d", 500_000_000_000L + number));
    }

    static SortedSet<AccountId> accounts(int from, int to) {
        return new TreeSet<>(
                IntStream.range(from, to).mapToObj(SyncFixture::account).toList());
    }

    static SortedSet<AccountId> accounts(AccountId... accounts) {
        return new TreeSet<>(Arrays.asList(accounts));
    }

    SyncFixture row(RegistryRow row) {
        rows.add(row);
        return this;
    }

    SyncFixture active(Group group, Collection<AccountId> accounts) {
        accounts.forEach(
                id -> rows.add(RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(group), Optional.empty())));
        return this;
    }

    SyncFixture active(Group group, Region only, AccountId account) {
        return row(RegisteredAccount.of(
                account, AccountStatus.ACTIVE, Set.of(group), Optional.of(new TreeSet<>(Set.of(only)))));
    }

    SyncFixture bad(Optional<Group> group) {
        return row(new BadRow("12345", group.map(one -> new TreeSet<>(Set.of(one))), List.of("status is missing")));
    }

    SyncFixture region(Region region, Collection<AccountId> targets, AccountReference... accountReferences) {
        regions.put(
                region,
                new ConfiguredRegion(region, new TreeSet<>(targets), true, List.of(accountReferences), List.of()));
        return this;
    }

    SyncFixture regionWithoutOtherOutput(Region region, Collection<AccountId> targets) {
        regions.put(region, new ConfiguredRegion(region, new TreeSet<>(targets), false, List.of(), List.of()));
        return this;
    }

    SyncFixture region(Region region, Collection<AccountId> targets, List<ParameterEntry> parameters) {
        regions.put(region, new ConfiguredRegion(region, new TreeSet<>(targets), true, List.of(), parameters));
        return this;
    }

    SyncFixture rule(ParameterRule newRule) {
        rule = newRule;
        return this;
    }

    SyncFixture obstacle(String obstacle) {
        obstacles.add(obstacle);
        return this;
    }

    SyncFixture updatedAt(String at) {
        updatedAt = at;
        return this;
    }

    SyncFixture rest(String json) {
        rest = json;
        return this;
    }

    DistributionConfiguration configuration() {
        return new DistributionConfiguration(
                ARN,
                "Everywhere",
                Optional.of("prod"),
                Optional.empty(),
                updatedAt,
                regions,
                obstacles,
                new Settings(rest));
    }

    RegistrySnapshot registry() {
        return RegistrySnapshot.read(new AccountRegistry() {
            @Override
            public ResultPage<RegistryRow, String> rows(Optional<String> after) {
                return new ResultPage<>(rows, Optional.empty());
            }

            @Override
            public Optional<RegistryRow> account(AccountId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean add(RegisteredAccount account) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean extend(RegisteredAccount asRead, RegisteredAccount extended) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean replace(RegisteredAccount asRead, RegisteredAccount now) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ImportMark importMark() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean mark(ImportMark asRead, ImportMark now) {
                throw new UnsupportedOperationException();
            }
        });
    }

    SyncPlan plan() {
        return SyncPlan.of(configuration(), new TreeSet<>(Set.of(PROD)), registry(), rule);
    }

    Verdict verdict() {
        return verdict(Optional.empty());
    }

    Verdict verdict(Optional<String> approval) {
        return verdict(approval, HeldAccounts.NONE);
    }

    Verdict verdict(Optional<String> approval, HeldAccounts heldBefore) {
        return GUARDS.judge(plan(), registry(), approval, heldBefore);
    }
}

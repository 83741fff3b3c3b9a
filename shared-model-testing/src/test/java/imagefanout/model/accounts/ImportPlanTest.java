package imagefanout.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportPlanTest {
    private static final Group PROD = new Group("prod");
    private static final Region US = new Region("us-east-1");
    private static final Region EU = new Region("eu-west-1");

    /** It has no row yet, so it loses nothing. */
    private static final AccountId JOINS = account(999);

    @ParameterizedTest
    @CsvSource({"0, 5", "50, 5", "59, 5", "60, 6", "1500, 150"})
    void allowsATenthButAtLeastFive(int active, int limit) {
        assertThat(ImportPlan.limitFor(active)).isEqualTo(limit);
    }

    @Test
    void holdsAllLossesOnceTheyAreTooMany() {
        assertThat(held(plan(5, 50), ImportMark.NONE, Optional.empty(), Set.of()))
                .isEmpty();
        assertThat(held(plan(6, 50), ImportMark.NONE, Optional.empty(), Set.of()))
                .hasSize(6);
        assertThat(held(plan(6, 60), ImportMark.NONE, Optional.empty(), Set.of()))
                .isEmpty();
        assertThat(held(plan(0, 0), ImportMark.NONE, Optional.empty(), Set.of()))
                .isEmpty();
    }

    @Test
    void letsExactlyTheApprovedPlanPass() {
        ImportPlan plan = plan(6, 50);
        Digest digest = plan.digest(plan.losing().keySet());

        assertThat(held(plan, ImportMark.NONE, Optional.of(digest), Set.of())).isEmpty();
        assertThat(held(plan(7, 50), ImportMark.NONE, Optional.of(digest), Set.of()))
                .hasSize(7);
        assertThat(held(plan, ImportMark.NONE, Optional.of(digest), accounts(6)))
                .isEmpty();
    }

    @Test
    void keepsOnHoldWhatWasOnHoldUntilItIsApprovedOrGone() {
        assertThat(held(plan(6, 1000), ImportMark.NONE, Optional.empty(), accounts(6)))
                .hasSize(6);
        assertThat(held(plan(6, 1000), ImportMark.NONE, Optional.empty(), accounts(5)))
                .hasSize(6);
        assertThat(held(plan(5, 1000), ImportMark.NONE, Optional.empty(), accounts(6)))
                .isEmpty();
    }

    @Test
    void countsWhatADeadImportLostAndHoldsOnlyWhatIsNew() {
        assertThat(held(plan(6, 50), standing(6), Optional.empty(), Set.of())).isEmpty();
        assertThat(held(plan(5, 50), standing(4), Optional.empty(), Set.of())).isEmpty();
        assertThat(held(plan(6, 50), standing(4), Optional.empty(), Set.of()))
                .containsExactlyElementsOf(new TreeSet<>(List.of(account(4), account(5))));
    }

    @Test
    void judgesAnotherLossOfAnAccountOfADeadImportAnew() {
        ImportPlan suspended = plan(6, 50);
        SortedMap<AccountId, RowChange> changes = new TreeMap<>(suspended.changes());
        changes.computeIfPresent(
                account(1),
                (id, change) -> new RowChange(change.before(), change.after().with(AccountStatus.CLOSED)));
        ImportPlan closed = plan(changes, 50);

        assertThat(closed.losing()).containsOnlyKeys(suspended.losing().keySet());
        assertThat(held(closed, standing(6), Optional.empty(), Set.of())).containsExactly(account(1));
        assertThat(held(closed, standing(6), Optional.of(closed.digest(Set.of(account(1)))), Set.of()))
                .isEmpty();
        assertThat(held(closed, standing(6), Optional.of(digest(closed)), Set.of()))
                .containsExactly(account(1));
        assertThat(held(plan(changes, 60), standing(6), Optional.empty(), Set.of()))
                .as("within the limit")
                .isEmpty();
    }

    @Test
    void countsWhatADeadImportHasWrittenAlready() {
        ImportPlan onlyNew = plan(4, 5, 50);

        assertThat(held(onlyNew, standing(4), Optional.empty(), Set.of())).isEmpty();
        assertThat(held(plan(4, 6, 50), standing(4), Optional.empty(), Set.of()))
                .containsExactly(account(4), account(5));
        assertThat(held(plan(4, 6, 50), standing(4), Optional.of(digest(plan(4, 6, 50))), Set.of()))
                .isEmpty();
    }

    @Test
    void callsEveryLossALoss() {
        RegisteredAccount all = row(AccountStatus.ACTIVE, Set.of(PROD), Optional.empty());
        RegisteredAccount both = row(AccountStatus.ACTIVE, Set.of(PROD), Optional.of(Set.of(US, EU)));
        RegisteredAccount us = row(AccountStatus.ACTIVE, Set.of(PROD), Optional.of(Set.of(US)));
        RegisteredAccount none = row(AccountStatus.ACTIVE, Set.of(), Optional.empty());
        RegisteredAccount closed = row(AccountStatus.CLOSED, Set.of(PROD), Optional.empty());

        assertThat(new RowChange(Optional.of(all), closed).loses()).isTrue();
        assertThat(new RowChange(Optional.of(all), none).loses()).isTrue();
        assertThat(new RowChange(Optional.of(all), us).loses()).isTrue();
        assertThat(new RowChange(Optional.of(both), us).loses()).isTrue();
        assertThat(new RowChange(Optional.of(us), both).loses()).isFalse();
        assertThat(new RowChange(Optional.of(us), all).loses()).isFalse();
        assertThat(new RowChange(Optional.of(none), all).loses()).isFalse();
        assertThat(new RowChange(Optional.of(closed), all).loses()).isFalse();
        assertThat(new RowChange(Optional.of(closed), closed).loses()).isFalse();
        assertThat(new RowChange(Optional.empty(), closed).loses()).isFalse();
    }

    /** DynamoDB takes items of up to 400 KB. */
    @Test
    void keepsOnlyTheIdsOfMoreAccountsThanOneItemTakes() {
        HeldImport all = HeldImport.of(plan(5_000, 50), accounts(5_000), Instant.EPOCH);
        HeldImport onlyIds = HeldImport.of(plan(7_000, 50), accounts(7_000), Instant.EPOCH);

        assertThat(all.losses()).hasSize(5_000);
        assertThat(all.losses().get(account(1)).words()).isEqualTo("becomes SUSPENDED");
        assertThat(onlyIds.losses()).isEmpty();
        assertThat(onlyIds.accounts()).hasSize(7_000);
    }

    @Test
    void keepsTheLossesOfAsManyAccountsAsFillTheLimitExactly() {
        // Each needs 45 bytes and the 17 of "becomes SUSPENDED"; the name of one fills the last 10 of 350,000.
        SortedSet<AccountId> accounts = accounts(5_646);
        accounts.remove(JOINS);

        HeldImport all = HeldImport.of(planWithName("ten bytes ", 5_646), accounts, Instant.EPOCH);
        HeldImport onlyIds = HeldImport.of(planWithName("ten bytes é", 5_646), accounts, Instant.EPOCH);

        assertThat(all.losses().size()).isEqualTo(accounts.size());
        assertThat(onlyIds.losses().size()).isZero();
    }

    /** The first account has this name, the others have none. */
    private static ImportPlan planWithName(String name, int losing) {
        SortedMap<AccountId, RowChange> changes = new TreeMap<>(plan(losing, 50).changes());
        RegisteredAccount named = new RegisteredAccount(
                account(0),
                AccountStatus.SUSPENDED,
                new TreeSet<>(Set.of(PROD)),
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        changes.computeIfPresent(account(0), (id, change) -> new RowChange(change.before(), named));
        return plan(changes, 50);
    }

    @Test
    void saysInWordsWhatAnAccountLoses() {
        Set<Region> seven = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> new Region("eu-west-" + i))
                .collect(Collectors.toSet());
        Set<Region> five = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new Region("eu-west-" + i))
                .collect(Collectors.toSet());
        RegisteredAccount all = row(AccountStatus.ACTIVE, Set.of(PROD, new Group("web")), Optional.empty());
        RegisteredAccount many = row(AccountStatus.ACTIVE, Set.of(PROD), Optional.of(seven));
        RegisteredAccount us = row(AccountStatus.CLOSED, Set.of(), Optional.of(Set.of(US)));

        assertThat(new RowChange(Optional.of(all), us).losses())
                .containsExactly("becomes CLOSED", "groups prod, web", "all Regions but us-east-1");
        assertThat(new RowChange(Optional.of(many), us).losses())
                .containsExactly(
                        "becomes CLOSED",
                        "group prod",
                        "Regions eu-west-1, eu-west-2, eu-west-3, eu-west-4, eu-west-5 and 2 more");
        assertThat(new RowChange(Optional.of(row(AccountStatus.ACTIVE, Set.of(), Optional.of(five))), us).losses())
                .containsExactly("becomes CLOSED", "Regions eu-west-1, eu-west-2, eu-west-3, eu-west-4, eu-west-5");
        assertThat(new RowChange(Optional.of(us), all).losses()).isEmpty();
    }

    @Test
    void givesAnotherDigestToEveryOtherPlan() {
        RegisteredAccount all = row(AccountStatus.ACTIVE, Set.of(PROD), Optional.empty());
        List<RowChange> others = List.of(
                new RowChange(Optional.of(all), row(AccountStatus.CLOSED, Set.of(PROD), Optional.empty())),
                new RowChange(Optional.of(all), row(AccountStatus.LEFT, Set.of(PROD), Optional.empty())),
                new RowChange(Optional.of(all), row(AccountStatus.ACTIVE, Set.of(), Optional.empty())),
                new RowChange(Optional.of(all), row(AccountStatus.ACTIVE, Set.of(PROD), Optional.of(Set.of(US)))),
                new RowChange(
                        Optional.of(all.with(AccountStatus.PENDING)),
                        row(AccountStatus.CLOSED, Set.of(PROD), Optional.empty())),
                new RowChange(Optional.empty(), row(AccountStatus.CLOSED, Set.of(PROD), Optional.empty())));

        assertThat(others.stream()
                        .map(change -> plan(new TreeMap<>(Map.of(change.account(), change)), 1))
                        .map(plan -> plan.digest(plan.changes().keySet()))
                        .distinct())
                .hasSize(others.size());
        assertThat(plan(6, 50).digest(accounts(5))).isNotEqualTo(plan(6, 50).digest(accounts(6)));
    }

    private static SortedSet<AccountId> held(
            ImportPlan plan, ImportMark mark, Optional<Digest> approval, Set<AccountId> before) {
        return plan.held(mark, approval, before);
    }

    private static Digest digest(ImportPlan plan) {
        return plan.digest(plan.losing().keySet());
    }

    private static ImportMark standing(int losing) {
        return ImportMark.NONE.standing(
                "id", Instant.EPOCH, Instant.EPOCH, plan(losing, 50).losing(), Optional.empty());
    }

    private static ImportPlan plan(int losing, int active) {
        return plan(0, losing, active);
    }

    private static ImportPlan plan(int first, int end, int active) {
        SortedMap<AccountId, RowChange> changes = new TreeMap<>();
        for (int i = first; i < end; i++) {
            RegisteredAccount before =
                    RegisteredAccount.of(account(i), AccountStatus.ACTIVE, Set.of(PROD), Optional.empty());
            changes.put(account(i), new RowChange(Optional.of(before), before.with(AccountStatus.SUSPENDED)));
        }
        RegisteredAccount joins = RegisteredAccount.of(JOINS, AccountStatus.ACTIVE, Set.of(PROD), Optional.empty());
        changes.put(JOINS, new RowChange(Optional.empty(), joins));
        return plan(changes, active);
    }

    private static ImportPlan plan(SortedMap<AccountId, RowChange> changes, int active) {
        return new ImportPlan(changes, active, new TreeSet<>(), List.of(), false, new TreeSet<>());
    }

    private static SortedSet<AccountId> accounts(int count) {
        SortedSet<AccountId> accounts = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            accounts.add(account(i));
        }
        return accounts;
    }

    private static AccountId account(int number) {
        return new AccountId("%012d".formatted(number));
    }

    private static RegisteredAccount row(AccountStatus status, Set<Group> groups, Optional<Set<Region>> regions) {
        return RegisteredAccount.of(account(1), status, groups, regions.map(TreeSet::new));
    }
}

package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import imagefanout.model.Digest;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.testing.GoldenImages;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Checks the guards with generated registries, faults and configurations. A failure names the seed that reproduces it. Each
 * different update is also sent to the emulator through the SDK.
 */
class GuardedSyncPropertyTest {
    private static final int CASES = 100_000;
    private static final int MAX_TARGETS = 1536;
    private static final int MAX_ACCOUNTS_OF_A_SMALL_UPDATE = 100;
    /** Three of this many cases get an approval, if something is on hold. */
    private static final int APPROVED_EACH = 200;

    private static final String UPDATES = "updates asked for";
    private static final String ACCEPTED = "updates accepted by the emulator";

    private final SortedMap<String, Integer> counted = new TreeMap<>();
    private final EmulatedUpdates emulated = new EmulatedUpdates();
    private final Map<Update, SortedMap<Region, SortedSet<AccountId>>> accepted = new HashMap<>();

    private record Update(
            SortedMap<Region, SortedSet<AccountId>> before,
            SortedMap<Region, SortedSet<AccountId>> after,
            boolean hasOtherOutput) {}

    private enum GivenApproval {
        OF_THIS_PLAN,
        OF_ANOTHER_PLAN,
        TOO_OLD
    }

    @AfterEach
    void close() {
        emulated.close();
    }

    @Test
    void neverRemovesBeyondTheGuardOrChangesUnmanagedConfigurations() {
        for (long seed = 1; seed <= CASES; seed++) {
            GeneratedCase generated = GeneratedCase.of(new SplittableRandom(seed));
            long named = seed;
            assertThatCode(() -> check(generated, named))
                    .as("seed %s: %s", named, generated)
                    .doesNotThrowAnyException();
        }

        System.out.printf("%8d different small updates%n", accepted.size());
        counted.forEach((what, count) -> System.out.printf("%8d %s%n", count, what));
        assertThat(counted.get(ACCEPTED)).isEqualTo(counted.get(UPDATES));
        assertThat(counted)
                .containsKeys(
                        "removals: one below the limit",
                        "removals: exactly the limit",
                        "removals: one above the limit",
                        "additions: one below the limit",
                        "additions: exactly the limit",
                        "additions: one above the limit",
                        "both beyond their limits",
                        "approval: OF_THIS_PLAN",
                        "approval: OF_ANOTHER_PLAN",
                        "approval: TOO_OLD",
                        "another setting names an account that leaves",
                        "build account: its place is taken",
                        "largest Region: 1535",
                        "largest Region: 1536",
                        "largest Region: 1537",
                        "wanted: nobody",
                        "wanted: one account");
    }

    private void check(GeneratedCase generated, long seed) {
        InMemorySync fixture = generated.fixture();
        SortedMap<Region, SortedSet<AccountId>> before =
                fixture.configurations.held(EVERYWHERE).targets();
        SortedMap<Region, SortedSet<AccountId>> untagged =
                fixture.configurations.held(SANDBOXES).targets();
        count(generated, before);

        SyncReport report = fixture.sync();

        SortedMap<Region, SortedSet<AccountId>> after =
                fixture.configurations.held(EVERYWHERE).targets();
        assertThat(after).isEqualTo(expected(generated, before));
        assertThat(lost(before, after)).hasSizeLessThanOrEqualTo(limit(before, generated.wanted()));
        assertThat(gained(before, after)).hasSizeLessThanOrEqualTo(maxGained(before, generated.wanted()));
        assertThat(fixture.configurations.held(SANDBOXES).targets()).isEqualTo(untagged);
        assertThat(fixture.configurations.reads()).doesNotContain(SANDBOXES);
        assertThat(report.accountsRemoved()).isEqualTo(lost(before, after).size());
        assertThat(report.configurations())
                .filteredOn(configuration -> configuration.outcome() == SyncOutcome.FAILED)
                .isEmpty();
        int changes = fixture.configurations.tokens().size();
        assertThat(changes).isEqualTo(after.equals(before) ? 0 : 1);
        if (changes == 1) {
            count(UPDATES);
            assertThat(updated(new Update(before, after, generated.hasOtherOutput())))
                    .isEqualTo(after);
            count(ACCEPTED);
        }

        fixture.sync();

        assertThat(fixture.configurations.tokens()).hasSize(changes);
        if (!generated.fault().stopsTheSync() && seed % APPROVED_EACH < GivenApproval.values().length) {
            approve(fixture, generated.wanted(), GivenApproval.values()[(int) (seed % APPROVED_EACH)]);
        }
    }

    /** Only a valid approval of the plan on hold lets it through. Any approval ends with one run, which records what came of it. */
    private void approve(InMemorySync fixture, SortedMap<Region, SortedSet<AccountId>> wanted, GivenApproval given) {
        ConfigurationReport held = InMemorySync.of(fixture.dryRun(), EVERYWHERE);
        if (held.outcome() != SyncOutcome.HELD) {
            return;
        }
        SortedMap<Region, SortedSet<AccountId>> before =
                fixture.configurations.held(EVERYWHERE).targets();
        Digest digest = given == GivenApproval.OF_ANOTHER_PLAN
                ? Digest.of("another plan").end()
                : held.digest().orElseThrow();
        fixture.now = fixture.now.plusSeconds(1);
        Approval approval = new Approval(digest, "ann", "they moved", fixture.now);
        fixture.ledger.approve(EVERYWHERE, approval);
        fixture.now = fixture.now.plus(given == GivenApproval.TOO_OLD ? Approval.VALID : Approval.VALID.minusNanos(1));

        fixture.sync();
        SortedMap<Region, SortedSet<AccountId>> after =
                fixture.configurations.held(EVERYWHERE).targets();
        fixture.sync();

        boolean applied = given == GivenApproval.OF_THIS_PLAN;
        Change last =
                fixture.ledger.changes(EVERYWHERE, Optional.empty(), 1).items().get(0);
        assertThat(after).isEqualTo(applied ? wanted : before);
        assertThat(last.approval()).contains(approval);
        assertThat(last.outcome()).isEqualTo(applied ? ChangeOutcome.APPLIED : ChangeOutcome.APPROVAL_ENDED);
        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
        assertThat(fixture.configurations.held(EVERYWHERE).targets()).isEqualTo(after);
        count("approval: " + given);
    }

    /** The target accounts that the emulator holds after the update. The same small updates occur again and again, and are sent once. */
    private SortedMap<Region, SortedSet<AccountId>> updated(Update update) {
        if (union(update.before()).size() > MAX_ACCOUNTS_OF_A_SMALL_UPDATE) {
            return emulated.update(update.before(), update.after(), update.hasOtherOutput());
        }
        return accepted.computeIfAbsent(
                update, unsent -> emulated.update(update.before(), update.after(), update.hasOtherOutput()));
    }

    /** The expected target accounts, computed independently of the guards. */
    private static SortedMap<Region, SortedSet<AccountId>> expected(
            GeneratedCase generated, SortedMap<Region, SortedSet<AccountId>> before) {
        SortedMap<Region, SortedSet<AccountId>> wanted = generated.wanted();
        boolean noAccounts = wanted.values().stream().allMatch(SortedSet::isEmpty);
        boolean noOutput = wanted.get(EU).isEmpty() && !generated.hasOtherOutput();
        if (generated.fault().stopsTheSync() || noAccounts || noOutput || largest(wanted) > MAX_TARGETS) {
            return before;
        }
        SortedMap<Region, SortedSet<AccountId>> kept = new TreeMap<>();
        wanted.forEach((region, accounts) -> {
            SortedSet<AccountId> all = new TreeSet<>(generated.named().get(region));
            all.addAll(accounts);
            kept.put(region, all);
        });
        if (lost(before, kept).size() > limit(before, wanted)) {
            before.forEach((region, accounts) -> {
                kept.get(region).addAll(accounts);
                if (buildAccountLeaves(region, before, wanted)) {
                    kept.get(region).add(GoldenImages.OWNER);
                }
            });
        }
        if (gained(before, wanted).size() > maxGained(before, wanted)) {
            kept.replaceAll((region, accounts) -> withoutJoining(before.get(region), accounts, wanted.get(region)));
        }
        return largest(kept) > MAX_TARGETS ? before : kept;
    }

    /** A Region is not emptied for accounts that may not join it yet. */
    private static SortedSet<AccountId> withoutJoining(
            SortedSet<AccountId> before, SortedSet<AccountId> after, SortedSet<AccountId> wanted) {
        SortedSet<AccountId> stay = new TreeSet<>(before);
        stay.removeIf(account -> !after.contains(account));
        return stay.isEmpty() && !wanted.isEmpty() ? before : stay;
    }

    /** The accounts that a Region names and did not reach before. */
    private static SortedSet<AccountId> gained(
            SortedMap<Region, SortedSet<AccountId>> before, SortedMap<Region, SortedSet<AccountId>> after) {
        SortedSet<AccountId> gained = new TreeSet<>();
        after.forEach((region, accounts) -> accounts.stream()
                .filter(account -> !before.get(region).contains(account))
                .filter(account ->
                        !(region.equals(EU) && before.get(region).isEmpty() && account.equals(GoldenImages.OWNER)))
                .forEach(gained::add));
        return gained;
    }

    private static int maxGained(
            SortedMap<Region, SortedSet<AccountId>> before, SortedMap<Region, SortedSet<AccountId>> wanted) {
        return (int) Math.max(5, Math.floor(reached(before, wanted) * 0.1));
    }

    private static int limit(
            SortedMap<Region, SortedSet<AccountId>> before, SortedMap<Region, SortedSet<AccountId>> wanted) {
        int accounts = reached(before, wanted);
        return (int) Math.max(1, Math.min(25, Math.floor(accounts * 0.05)));
    }

    /** The accounts that the next build would no longer reach. */
    private static SortedSet<AccountId> lost(
            Map<Region, SortedSet<AccountId>> before, Map<Region, SortedSet<AccountId>> after) {
        SortedSet<AccountId> lost = new TreeSet<>();
        before.forEach((region, accounts) -> {
            accounts.stream()
                    .filter(account -> !after.get(region).contains(account))
                    .forEach(lost::add);
            if (buildAccountLeaves(region, before, after)) {
                lost.add(GoldenImages.OWNER);
            }
        });
        return lost;
    }

    /** Outside the build's Region, the build account gets the AMI only if there are no target accounts. */
    private static boolean buildAccountLeaves(
            Region region, Map<Region, SortedSet<AccountId>> before, Map<Region, SortedSet<AccountId>> after) {
        return region.equals(EU)
                && before.get(region).isEmpty()
                && !after.get(region).isEmpty()
                && !after.get(region).contains(GoldenImages.OWNER);
    }

    private static int reached(Map<Region, SortedSet<AccountId>> before, Map<Region, SortedSet<AccountId>> after) {
        return union(before).size() + (buildAccountLeaves(EU, before, after) ? 1 : 0);
    }

    private static SortedSet<AccountId> union(Map<Region, SortedSet<AccountId>> targets) {
        SortedSet<AccountId> all = new TreeSet<>();
        targets.values().forEach(all::addAll);
        return all;
    }

    private static int largest(Map<Region, SortedSet<AccountId>> targets) {
        return targets.values().stream().mapToInt(SortedSet::size).max().orElse(0);
    }

    private void count(GeneratedCase generated, SortedMap<Region, SortedSet<AccountId>> before) {
        count("fault: " + generated.fault());
        generated.named().forEach((region, accounts) -> accounts.stream()
                .filter(account -> !generated.wanted().get(region).contains(account))
                .forEach(account -> count("another setting names an account that leaves")));
        int beyond = lost(before, generated.wanted()).size() - limit(before, generated.wanted());
        count("build account: "
                + (buildAccountLeaves(EU, before, generated.wanted()) ? "its place is taken" : "stays"));
        count("removals: " + besideLimit(beyond));
        int joinBeyond = gained(before, generated.wanted()).size() - maxGained(before, generated.wanted());
        count("additions: " + besideLimit(joinBeyond));
        if (beyond > 0 && joinBeyond > 0) {
            count("both beyond their limits");
        }
        count("limit: " + edgeOfLimit(reached(before, generated.wanted())));
        int most = largest(generated.wanted());
        if (most >= MAX_TARGETS - 1) {
            count("largest Region: " + most);
        }
        int wanted = union(generated.wanted()).size();
        if (wanted <= 1) {
            count("wanted: " + (wanted == 0 ? "nobody" : "one account"));
        }
        boolean noOutput = generated.wanted().get(EU).isEmpty();
        if (noOutput) {
            count("Region without accounts: " + (generated.hasOtherOutput() ? "another output" : "no other output"));
        }
    }

    private static String besideLimit(int beyond) {
        return switch (beyond) {
            case -1 -> "one below the limit";
            case 0 -> "exactly the limit";
            case 1 -> "one above the limit";
            default -> beyond < 0 ? "further below" : "further above";
        };
    }

    private static String edgeOfLimit(int accounts) {
        if (accounts < 40) {
            return "1, below 40 accounts";
        }
        return accounts < 500 ? "5 %, from 40 accounts" : "25, from 500 accounts";
    }

    private void count(String what) {
        counted.merge(what, 1, Integer::sum);
    }
}

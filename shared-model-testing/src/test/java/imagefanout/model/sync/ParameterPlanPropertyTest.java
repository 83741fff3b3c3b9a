package imagefanout.model.sync;

import static imagefanout.model.sync.SyncFixture.EU;
import static imagefanout.model.sync.SyncFixture.HOME;
import static imagefanout.model.sync.SyncFixture.PROD;
import static imagefanout.model.sync.SyncFixture.account;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.ParameterRule;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.plan.Verdict;
import imagefanout.model.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Checks what the guards allow of the SSM parameters of generated configurations against a plain reckoning. A failure names the
 * seed that reproduces it.
 */
class ParameterPlanPropertyTest {
    private static final int CASES = 1_000;
    private static final ParameterName NEW = new ParameterName("/golden/new");
    private static final ParameterName OLD = new ParameterName("/golden/old");
    private static final ParameterName OTHERS = new ParameterName("/others");
    private static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");

    private final SortedMap<String, Integer> counted = new TreeMap<>();

    /** One configuration, and what is known about its parameters. */
    private static final class Case {
        private final SplittableRandom random;
        private final SyncFixture fixture = new SyncFixture();
        private final int accounts;
        private final SortedSet<AccountId> registered = new TreeSet<>();
        private final Optional<ParameterName> name;
        private final boolean lacksRoles;
        private final boolean isKnown;

        private Case(long seed) {
            random = new SplittableRandom(seed);
            accounts = random.nextInt(20) == 0 ? 60 : 2 + random.nextInt(6);
            // At least one account is wanted.
            registered.add(account(0));
            for (int i = 1; i < accounts; i++) {
                if (random.nextInt(4) > 0) {
                    registered.add(account(i));
                }
            }
            fixture.active(PROD, registered);
            name = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(NEW);
            lacksRoles = random.nextInt(4) == 0;
            isKnown = random.nextInt(8) > 0;
            SortedSet<ParameterName> written = new TreeSet<>(isKnown ? List.of(NEW, OLD) : List.of(OLD));
            fixture.rule(new ParameterRule(name, written, new TreeSet<>(lacksRoles ? Set.of(PIPELINE) : Set.of())));
            boolean small = random.nextBoolean();
            for (Region region : List.of(HOME, EU)) {
                region(region, small);
            }
        }

        /** Some Regions are nearly in sync, so that their changes are below the limits. */
        private void region(Region region, boolean small) {
            SortedSet<AccountId> targets = new TreeSet<>(registered);
            List<ParameterEntry> entries = new ArrayList<>();
            for (int i = 0; i < accounts; i++) {
                boolean differs = random.nextInt(small ? 12 : 3) == 0;
                if (differs && !targets.remove(account(i))) {
                    targets.add(account(i));
                }
                ParameterName written = random.nextInt(small ? 20 : 3) == 0 ? OLD : NEW;
                if (random.nextInt(small ? 20 : 3) > 0) {
                    entries.add(entry(account(i), written, true));
                }
                if (random.nextInt(40) == 0) {
                    entries.add(entry(account(i), OTHERS, random.nextBoolean()));
                }
            }
            fixture.region(region, targets, entries);
        }

        private static ParameterEntry entry(AccountId account, ParameterName name, boolean isImage) {
            return new ParameterEntry("ssmParameterConfigurations/0", Optional.of(account), Optional.of(name), isImage);
        }

        private ConfiguredRegion configured(Region region) {
            return fixture.configuration().regions().get(region);
        }

        private boolean isConflict() {
            return name.isPresent()
                    && !isKnown
                    && List.of(HOME, EU).stream()
                            .flatMap(region -> configured(region).parameters().stream())
                            .anyMatch(parameter -> parameter.name().equals(NEW));
        }

        private SortedSet<SsmParameter> own(Region region) {
            SortedSet<SsmParameter> own = new TreeSet<>(configured(region).parameters());
            own.removeIf(parameter ->
                    parameter.name().equals(OTHERS) || parameter.name().equals(NEW) && !isKnown);
            return own;
        }
    }

    @Test
    void theEntriesFollowTheTargetAccountsWithinTheLimits() {
        for (long seed = 1; seed <= CASES; seed++) {
            check(new Case(seed), "seed " + seed);
        }

        System.out.println(counted);
        assertThat(counted.keySet())
                .contains("APPLY", "HOLD", "LEAVE_ALONE", "complete", "roles", "removals on hold", "additions on hold");
    }

    private void check(Case generated, String seed) {
        SyncPlan plan = generated.fixture.plan();
        RegistrySnapshot registry = generated.fixture.registry();
        Verdict verdict = SyncFixture.GUARDS.judge(plan, registry, Optional.empty(), HeldAccounts.NONE);
        count(verdict.decision().name());

        if (generated.isConflict()) {
            assertThat(verdict.decision()).as(seed).isEqualTo(Verdict.Decision.LEAVE_ALONE);
            assertThat(verdict.parameters()).as(seed).isEmpty();
            return;
        }
        assertThat(verdict.decision()).as(seed).isNotEqualTo(Verdict.Decision.LEAVE_ALONE);
        Set<AccountId> losing = new HashSet<>();
        Set<AccountId> gaining = new HashSet<>();
        for (Region region : List.of(HOME, EU)) {
            SortedSet<AccountId> targets = verdict.targets().get(region);
            SortedSet<SsmParameter> own = generated.own(region);
            SortedSet<SsmParameter> after = after(verdict, region, own);
            assertThat(after).as(seed).allMatch(parameter -> targets.contains(parameter.account()));
            note(losing, generated, region, targets, own, after);
            note(gaining, own, after);
            if (verdict.decision() == Verdict.Decision.APPLY) {
                count("complete");
                assertThat(after).as(seed).isEqualTo(wanted(generated, targets));
            }
            if (generated.lacksRoles) {
                assertThat(own).as(seed).containsAll(after);
            }
        }
        int before = plan.accounts().size();
        assertThat(losing.size()).as(seed).isLessThanOrEqualTo(Math.max(1, Math.min(25, before / 20)));
        assertThat(gaining.size()).as(seed).isLessThanOrEqualTo(Math.max(5, before / 10));
        checkApproved(
                generated,
                SyncFixture.GUARDS.judge(
                        plan, registry, Optional.of(plan.digest().hex()), HeldAccounts.NONE),
                seed);
        countHeld(generated, verdict.held());
    }

    /** With an approval, everything is done that does not wait for a role. */
    private static void checkApproved(Case generated, Verdict approved, String seed) {
        for (Region region : List.of(HOME, EU)) {
            SortedSet<SsmParameter> own = generated.own(region);
            SortedSet<SsmParameter> after = after(approved, region, own);
            SortedSet<SsmParameter> wanted = wanted(generated, generated.registered);
            if (generated.lacksRoles && generated.name.isPresent()) {
                wanted = own;
                wanted.removeIf(parameter -> !generated.registered.contains(parameter.account()));
            }
            assertThat(after).as(seed).isEqualTo(wanted);
        }
        assertThat(approved.held()).as(seed).isEqualTo(HeldAccounts.NONE);
    }

    private static SortedSet<SsmParameter> wanted(Case generated, SortedSet<AccountId> targets) {
        SortedSet<SsmParameter> wanted = new TreeSet<>();
        generated.name.ifPresent(name -> targets.forEach(account -> wanted.add(new SsmParameter(name, account))));
        return wanted;
    }

    /** The fleet's own entries after the change, which touches no other entry. */
    private static SortedSet<SsmParameter> after(Verdict verdict, Region region, SortedSet<SsmParameter> own) {
        SortedSet<SsmParameter> after = new TreeSet<>(own);
        Optional.ofNullable(verdict.parameters().get(region)).ifPresent(change -> {
            assertThat(own).containsAll(change.removed());
            assertThat(change.added()).noneMatch(own::contains);
            after.removeAll(change.removed());
            after.addAll(change.added());
        });
        return after;
    }

    /** An account without its target account loses its entry whatever the limits are: it writes nothing any more. */
    private static void note(
            Set<AccountId> losing,
            Case generated,
            Region region,
            SortedSet<AccountId> targets,
            SortedSet<SsmParameter> own,
            SortedSet<SsmParameter> after) {
        SortedSet<AccountId> before = generated.configured(region).targets();
        before.stream().filter(account -> !targets.contains(account)).forEach(losing::add);
        own.stream()
                .filter(parameter -> !after.contains(parameter))
                .map(SsmParameter::account)
                .filter(before::contains)
                .forEach(losing::add);
    }

    private static void note(Set<AccountId> gaining, SortedSet<SsmParameter> own, SortedSet<SsmParameter> after) {
        after.stream()
                .filter(parameter -> !own.contains(parameter))
                .map(SsmParameter::account)
                .forEach(gaining::add);
    }

    private void countHeld(Case generated, HeldAccounts held) {
        if (!held.removals().isEmpty()) {
            count("removals on hold");
        }
        if (!held.additions().isEmpty()) {
            count("additions on hold");
        }
        if (generated.lacksRoles) {
            count("roles");
        }
    }

    private void count(String what) {
        counted.merge(what, 1, Integer::sum);
    }
}

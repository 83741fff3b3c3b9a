package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.DistributionDeclarations;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.plan.AccountLimits;
import imagefanout.model.plan.Guards;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncDistributions;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a run before and after each of its calls. The next run completes the work, and every change has an audit.
 */
final class KilledSyncTest {
    private static final DistributionConfigurationArn DECLARED = InMemorySync.arn(HOME, "declared");

    private enum Moment {
        BEFORE_THE_CALL,
        AFTER_THE_CALL
    }

    /** Simulates the end of the process: the fleet never catches an error of this type. */
    private static final class KilledSync extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource
    void auditsEveryChange(Moment moment) {
        int calls = new Run(changing(), Integer.MAX_VALUE, moment).calls();

        assertThat(calls).isGreaterThan(15);
        for (int call = 1; call <= calls; call++) {
            Run run = new Run(changing(), call, moment);
            run.next();
            run.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsRemovalsOnHoldInTheNextRun(Moment moment) {
        int calls = new Run(holding(), Integer.MAX_VALUE, moment).calls();

        for (int call = 1; call <= calls; call++) {
            Run run = new Run(holding(), call, moment);
            run.next();
            assertThat(run.fixture.targets(EVERYWHERE))
                    .as("killed %s %s", moment, call)
                    .isEqualTo(accounts(0, 86));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsAdditionsOnHoldInTheNextRun(Moment moment) {
        int calls = new Run(joining(), Integer.MAX_VALUE, moment).calls();

        for (int call = 1; call <= calls; call++) {
            Run run = new Run(joining(), call, moment);
            run.next();
            assertThat(run.fixture.targets(EVERYWHERE))
                    .as("killed %s %s", moment, call)
                    .isEqualTo(accounts(1, 20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void completesTheSsmParametersInTheNextRun(Moment moment) {
        int calls = new Run(writingParameters(), Integer.MAX_VALUE, moment).calls();

        for (int call = 1; call <= calls; call++) {
            Run run = new Run(writingParameters(), call, moment);
            run.next();
            for (DistributionConfigurationArn arn : List.of(EVERYWHERE, DECLARED)) {
                assertThat(run.fixture
                                .configurations
                                .held(arn)
                                .regions()
                                .get(HOME)
                                .parameters())
                        .as("killed %s %s", moment, call)
                        .extracting(SsmParameter::account)
                        .containsExactlyElementsOf(accounts(1, 4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void renamesSsmParametersInTheNextRun(Moment moment) {
        int calls = new Run(renamingParameters(), Integer.MAX_VALUE, moment).calls();

        for (int call = 1; call <= calls; call++) {
            Run run = new Run(renamingParameters(), call, moment);
            run.next();
            assertThat(run.fixture
                            .configurations
                            .held(EVERYWHERE)
                            .regions()
                            .get(HOME)
                            .parameters())
                    .as("killed %s %s", moment, call)
                    .extracting(parameter -> parameter.name().value())
                    .containsExactly("/new");
            assertThat(run.fixture.ledger.parameterNames(EVERYWHERE))
                    .as("killed %s %s", moment, call)
                    .extracting(ParameterName::value)
                    .containsExactly("/new");
        }
    }

    /** The account of a configuration has the parameter /old, and the tag names /new. */
    private static InMemorySync renamingParameters() {
        InMemorySync fixture = new InMemorySync();
        fixture.active(PROD, accounts(1, 2));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));
        fixture.tagParameter(EVERYWHERE, "/old");
        fixture.sync();
        fixture.tagParameter(EVERYWHERE, "/new");
        return fixture;
    }

    /** One configuration that gets the tag of an SSM parameter, and one to create with it. */
    private static InMemorySync writingParameters() {
        InMemorySync fixture = changing(Map.of("image-fanout:ssm-parameter", "/golden"));
        fixture.tagParameter(EVERYWHERE, "/golden");
        return fixture;
    }

    /** One addition more than allowed, and a removal that is allowed. */
    private static InMemorySync joining() {
        InMemorySync fixture = new InMemorySync();
        fixture.active(PROD, accounts(1, 26));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 20));
        return fixture;
    }

    /** One configuration to change and one to create. */
    private static InMemorySync changing() {
        return changing(Map.of());
    }

    private static InMemorySync changing(Map<String, String> declaredTags) {
        InMemorySync fixture = new InMemorySync();
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.declarations.write(Map.of(
                "name", new WrittenValue.Text("declared"),
                "regions", new WrittenValue.Texts(List.of("us-east-1", "eu-west-1")),
                "groups", new WrittenValue.Texts(List.of("prod")),
                "amiName", new WrittenValue.Text("golden-{{ imagebuilder:buildDate }}"),
                "tags", new WrittenValue.Pairs(declaredTags)));
        return fixture;
    }

    /** One removal more than allowed for 79 accounts, but not more than allowed for 86, after the additions. */
    private static InMemorySync holding() {
        InMemorySync fixture = new InMemorySync();
        fixture.active(PROD, accounts(4, 86));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 79));
        return fixture;
    }

    /** A killed run. */
    private static final class Run {
        private final InMemorySync fixture;
        private Instant now = Instant.parse("2026-01-01T12:00:00Z");
        private final InstantSource time = () -> now = now.plusMillis(1);
        private final Clock clock = time.withZone(ZoneOffset.UTC);
        private final int killedAt;
        private final Moment moment;
        private int calls;

        private Run(InMemorySync fixture, int killedAt, Moment moment) {
            this.fixture = fixture;
            this.killedAt = killedAt;
            this.moment = moment;
            if (killedAt == Integer.MAX_VALUE) {
                sync();
            } else {
                assertThatThrownBy(this::sync).isInstanceOf(KilledSync.class);
            }
        }

        private int calls() {
            return calls;
        }

        private void next() {
            SyncReport report = sync();
            assertThat(report.problems()).as("killed %s %s", moment, killedAt).isEmpty();
        }

        private void verify() {
            String kill = "killed " + moment + " " + killedAt;
            assertThat(fixture.targets(EVERYWHERE)).as(kill).isEqualTo(accounts(1, 4));
            assertThat(fixture.targets(DECLARED)).as(kill).isEqualTo(accounts(1, 4));
            List<Change> changes = changes(EVERYWHERE);
            assertThat(changes)
                    .as(kill)
                    .extracting(Change::outcome)
                    .containsOnlyOnce(ChangeOutcome.APPLIED)
                    .isSubsetOf(ChangeOutcome.APPLIED, ChangeOutcome.ABANDONED);
            Change applied = only(changes, ChangeOutcome.APPLIED);
            assertThat(applied.regions().get(HOME).before())
                    .as(kill)
                    .isEqualTo(RegionChange.Targets.of(accounts(0, 3)));
            assertThat(applied.regions().get(HOME).after()).as(kill).isEqualTo(RegionChange.Targets.of(accounts(1, 4)));
            assertThat(applied.token()).as(kill).isEqualTo(tokens().first());
            List<Change> created = changes(DECLARED);
            assertThat(created).as(kill).extracting(Change::outcome).containsExactly(ChangeOutcome.CREATED);
            for (var region : List.of(HOME, EU)) {
                assertThat(created.get(0).regions().get(region).added())
                        .as(kill)
                        .isEqualTo(accounts(1, 4));
            }
            assertThat(fixture.ledger.creation(HOME, "declared")).as(kill).isEmpty();
            assertThat(fixture.configurations.tokens()).as(kill).hasSize(2);
            assertThat(fixture.ledger.states()).as(kill).hasSize(2);
        }

        /** The tokens of the accepted changes, without that of the creation. */
        private SortedSet<String> tokens() {
            SortedSet<String> tokens = new TreeSet<>();
            fixture.configurations.tokens().forEach(token -> tokens.add(token.hex()));
            changes(DECLARED).forEach(change -> tokens.remove(change.token()));
            assertThat(tokens).hasSize(1);
            return tokens;
        }

        private List<Change> changes(DistributionConfigurationArn arn) {
            return fixture.ledger.changes(arn, Optional.empty(), 100).items();
        }

        private static Change only(List<Change> changes, ChangeOutcome outcome) {
            return changes.stream()
                    .filter(change -> change.outcome() == outcome)
                    .findFirst()
                    .orElseThrow();
        }

        private SyncReport sync() {
            return new SyncDistributions(
                            mortal(AccountRegistry.class, fixture.registry),
                            mortal(DistributionDeclarations.class, fixture.declarations),
                            mortal(DistributionConfigurations.class, fixture.configurations),
                            mortal(DistributionLedger.class, fixture.ledger),
                            new Guards(AccountLimits.REMOVALS, AccountLimits.ADDITIONS),
                            List.of(HOME, EU),
                            clock,
                            fixture.deadline)
                    .sync(new SyncRequest(
                            InMemorySync.BY_HAND, SyncRequest.Mode.APPLY, Optional.empty(), Optional.empty()));
        }

        /** The port; its caller is killed once, at that call. */
        private <T> T mortal(Class<T> port, T target) {
            Object proxy =
                    Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                        boolean last = ++calls == killedAt;
                        if (last && moment == Moment.BEFORE_THE_CALL) {
                            throw new KilledSync();
                        }
                        try {
                            Object answer = method.invoke(target, arguments);
                            if (last) {
                                throw new KilledSync();
                            }
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            return port.cast(proxy);
        }
    }
}

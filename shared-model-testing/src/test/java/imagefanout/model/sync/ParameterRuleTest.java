package imagefanout.model.sync;

import static imagefanout.model.sync.SyncFixture.HOME;
import static imagefanout.model.sync.SyncFixture.PROD;
import static imagefanout.model.sync.SyncFixture.account;
import static imagefanout.model.sync.SyncFixture.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.plan.ParameterRule;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.plan.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterRuleTest {
    private static final ParameterName LATEST = new ParameterName("/golden/linux/latest");
    private static final ParameterRule WRITTEN =
            new ParameterRule(Optional.of(LATEST), new TreeSet<>(List.of(LATEST)), new TreeSet<>());

    private static SortedSet<PipelineArn> pipelines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> PipelineArn.parse(
                        String.format("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-%02d", i)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ParameterEntry entry(Optional<AccountId> account, Optional<ParameterName> name, boolean isImage) {
        return new ParameterEntry("ssmParameterConfigurations/0", account, name, isImage);
    }

    private static SyncFixture inSyncWith(ParameterEntry entry) {
        return new SyncFixture().active(PROD, accounts(0, 1)).region(HOME, accounts(0, 1), List.of(entry));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 21})
    void namesTheFirstTwentyPipelinesWithoutARole(int count) {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(0, 1))
                .region(HOME, accounts(0, 1))
                .rule(WRITTEN.withoutRole(pipelines(count)));

        Verdict verdict = fixture.verdict();

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.HOLD);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .contains("/golden-00")
                .endsWith(count > 20 ? "/golden-19 and 1 more" : String.format("/golden-%02d", count - 1));
    }

    @Test
    void waitsForNoRoleWithoutAName() {
        ParameterRule removed = new ParameterRule(Optional.empty(), new TreeSet<>(List.of(LATEST)), pipelines(1));
        SyncFixture fixture = inSyncWith(entry(Optional.of(account(0)), Optional.of(LATEST), true))
                .rule(removed);

        assertThat(fixture.verdict().decision()).isEqualTo(Verdict.Decision.APPLY);
        assertThat(fixture.verdict().parameters().get(HOME).removed()).hasSize(1);
    }

    @Test
    void anEntryOfTheNameWithoutAnAccountIsSomebodyElses() {
        Verdict verdict = inSyncWith(entry(Optional.empty(), Optional.of(LATEST), true))
                .rule(WRITTEN)
                .verdict();

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.LEAVE_ALONE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "us-east-1: ssmParameterConfigurations/0 sets the SSM parameter /golden/linux/latest and"
                                + " was not written by this fleet: remove the entry, or choose another name in the tag"
                                + " image-fanout:ssm-parameter");
    }

    @Test
    void anEntryWithoutAReadableNameIsNoConflict() {
        Verdict verdict = inSyncWith(entry(Optional.of(account(0)), Optional.empty(), true))
                .rule(SyncFixture.NO_RULE)
                .verdict();

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void aPlanThatOnlyChangesParametersIsNotInSync() {
        SyncPlan plan = inSyncWith(entry(Optional.of(account(0)), Optional.of(LATEST), true))
                .rule(new ParameterRule(Optional.empty(), new TreeSet<>(List.of(LATEST)), new TreeSet<>()))
                .plan();

        assertThat(plan.isInSync()).isFalse();
        assertThat(plan.addsParameters()).isFalse();
        assertThat(plan.accountsToRemove()).containsExactly(account(0));
        assertThat(plan.withoutChanges().isInSync()).isTrue();
    }

    @Test
    void anotherEntryMakesAnotherDigest() {
        SyncFixture fixture = new SyncFixture().active(PROD, accounts(0, 1)).region(HOME, accounts(0, 1));
        String none = fixture.plan().digest().hex();
        String named = fixture.rule(WRITTEN).plan().digest().hex();
        String written = fixture.region(
                        HOME, accounts(0, 1), List.of(entry(Optional.of(account(0)), Optional.of(LATEST), true)))
                .plan()
                .digest()
                .hex();
        String removed = fixture.rule(
                        new ParameterRule(Optional.empty(), new TreeSet<>(List.of(LATEST)), new TreeSet<>()))
                .plan()
                .digest()
                .hex();
        String others = fixture.rule(SyncFixture.NO_RULE).plan().digest().hex();

        assertThat(new TreeSet<>(List.of(none, named, written, removed, others)))
                .hasSize(4);
        assertThat(others).isEqualTo(written);
    }

    @Test
    void everyNameAndAccountOfAChangedParameterMakesAnotherDigest() {
        SortedSet<SsmParameter> none = new TreeSet<>();
        SortedSet<SsmParameter> first = new TreeSet<>(List.of(new SsmParameter(LATEST, account(1))));
        SortedSet<SsmParameter> ofAnother = new TreeSet<>(List.of(new SsmParameter(LATEST, account(2))));
        SortedSet<SsmParameter> renamed =
                new TreeSet<>(List.of(new SsmParameter(new ParameterName("/old"), account(1))));
        List<ParameterChange> changes = List.of(
                ParameterChange.NONE,
                new ParameterChange(first, none),
                new ParameterChange(ofAnother, none),
                new ParameterChange(renamed, none),
                new ParameterChange(none, first),
                new ParameterChange(none, renamed));

        assertThat(changes).extracting(ParameterRuleTest::digest).doesNotHaveDuplicates();
    }

    private static Digest digest(ParameterChange change) {
        Digest.Builder digest = Digest.of("update");
        SyncPlan.addParameters(digest, new TreeMap<>(Map.of(HOME, change)));
        return digest.end();
    }

    @Test
    void anEntryOfAnotherDataTypeIsNotWhatASyncWrites() {
        assertThat(entry(Optional.of(account(0)), Optional.of(LATEST), true).parameter())
                .contains(new SsmParameter(LATEST, account(0)));
        assertThat(entry(Optional.of(account(0)), Optional.of(LATEST), false).parameter())
                .isEmpty();
    }

    @Test
    void aChangeIsDoneOrTakenBackOnlyWithAllItsEntries() {
        SsmParameter one = new SsmParameter(LATEST, account(1));
        SsmParameter two = new SsmParameter(LATEST, account(2));
        SsmParameter old = new SsmParameter(new ParameterName("/old"), account(1));
        ParameterChange change = new ParameterChange(new TreeSet<>(List.of(one, two)), new TreeSet<>(List.of(old)));

        assertThat(change.isDone(List.of(one, two))).isTrue();
        assertThat(change.isDone(List.of(one))).isFalse();
        assertThat(change.isDone(List.of(one, two, old))).isFalse();
        assertThat(change.reversed().isDone(List.of(old))).isTrue();
        assertThat(change.reversed().isDone(List.of(old, one))).isFalse();
        assertThat(change.reversed().isDone(List.of())).isFalse();
        assertThat(change.byName()).containsOnlyKeys(LATEST, new ParameterName("/old"));
        assertThat(change.byName().get(LATEST).removed()).isEmpty();
        assertThat(change.without(change)).isEqualTo(ParameterChange.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden", "/golden", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o", "/Golden_1.0-x/latest", "my-aws"})
    void readsTheNamesThatParameterStoreAccepts(String name) {
        assertThat(ParameterName.parseTag(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "a/b", "/a//b", "/a/", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p", "/AWS/a", "ssm", "/a b", "/ä"})
    void refusesOtherNames(String name) {
        assertThatThrownBy(() -> ParameterName.parseTag(name)).isInstanceOf(MalformedException.class);
    }

    @Test
    void anEntryOfSomebodyElseMayHaveAnyNameOfTheApi() {
        assertThat(new ParameterName("a".repeat(1011)).value()).hasSize(1011);
        assertThat(new ParameterName("/aws//x/").value()).isEqualTo("/aws//x/");
        assertThatThrownBy(() -> new ParameterName("a".repeat(1012))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new ParameterName("")).isInstanceOf(MalformedException.class);
    }
}

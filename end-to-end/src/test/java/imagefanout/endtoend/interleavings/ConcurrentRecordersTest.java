package imagefanout.endtoend.interleavings;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import imagefanout.dynamodb.catalog.CatalogOnTheWire;
import imagefanout.endtoend.interleavings.EveryInterleaving.Reached;
import imagefanout.endtoend.interleavings.EveryInterleaving.Start;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.SnapshotVersion;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.CatalogView;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Records the same build concurrently, in every order of the calls. Each recorder may be killed at any point. Then the build is recorded again.
 */
class ConcurrentRecordersTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final LaunchPermission EVERYONE = new LaunchPermission(Set.of(new Audience.Everyone()));
    private static final GoldenImages COMPLETE =
            GoldenImages.build(1).to(US, EVERYONE, PROD).to(EU, SANDBOX);
    private static final GoldenImages FAILED = COMPLETE.failedFor(EU, SANDBOX);
    private static final GoldenImages LENGTHY = COMPLETE.because("It is too long to tell. ".repeat(40));
    private static final int WHOLE_BATCHES = CatalogProcesses.WHOLE_BATCHES;
    private static final CatalogProcesses PROCESSES = new CatalogProcesses();

    /** Another build of the pipeline, so that its names already exist. */
    private static final ImageSnapshot SIBLING = at(0, GoldenImages.build(2).to(US, EVERYONE));

    @Test
    void oneAlone() {
        prove(1, List.of(), recorder(at(1, FAILED)));
    }

    @Test
    void oneThatReplacesAnother() {
        prove(1, List.of(at(0, FAILED)), recorder(at(1, COMPLETE)));
    }

    @Test
    void oneWithALongReason() {
        prove(1, List.of(at(0, FAILED)), recorder(at(1, LENGTHY.in(ImageState.DEPRECATED))));
        prove(1, List.of(at(0, LENGTHY)), recorder(at(1, LENGTHY.failedFor(EU, SANDBOX))));
    }

    @Test
    void oneThatLosesEveryResponse() {
        prove(3, List.of(at(0, FAILED)), losing(at(1, COMPLETE)));
    }

    @Test
    void anOlderAndANewerOneOfANewBuild() {
        prove(WHOLE_BATCHES, List.of(SIBLING), recorder(at(1, FAILED)), recorder(at(2, COMPLETE)));
    }

    @Test
    void anOlderAndANewerOneOfARecordedBuild() {
        prove(
                WHOLE_BATCHES,
                List.of(at(0, FAILED)),
                recorder(at(1, COMPLETE)),
                recorder(at(2, COMPLETE.in(ImageState.DEPRECATED).without(US, PROD))));
    }

    @Test
    void twoThatSawTheSame() {
        prove(WHOLE_BATCHES, List.of(SIBLING), recorder(at(1, COMPLETE)), recorder(at(2, COMPLETE)));
    }

    @Test
    void twoThatAskedAtTheSameInstant() {
        prove(WHOLE_BATCHES, List.of(SIBLING), recorder(at(1, COMPLETE)), recorder(at(1, COMPLETE)));
        prove(WHOLE_BATCHES, List.of(SIBLING), recorder(at(1, COMPLETE)), recorder(at(1, FAILED)));
    }

    @Test
    void twoAndOneLosesEveryResponse() {
        prove(WHOLE_BATCHES, List.of(SIBLING), losing(at(1, FAILED)), recorder(at(2, COMPLETE)));
    }

    @Test
    void aChangeOfTheStateAndANewCopy() {
        prove(
                WHOLE_BATCHES,
                List.of(at(0, FAILED)),
                recorder(at(1, FAILED.in(ImageState.CANCELLED))),
                recorder(at(2, COMPLETE)));
    }

    @Test
    void thereAndBackAgain() {
        prove(WHOLE_BATCHES, List.of(at(0, FAILED)), recorder(at(1, COMPLETE)), recorder(at(2, FAILED)));
    }

    @Test
    void twoBuildsOfANewImage() {
        GoldenImages one = GoldenImages.build(1).withoutPipeline();
        GoldenImages other = GoldenImages.build(2).withoutPipeline();

        prove(WHOLE_BATCHES, List.of(), recorder(at(1, one)), recorder(at(2, other)));
    }

    private record ConcurrentRecorder(ImageSnapshot snapshot, Start<String> start) {}

    private static ConcurrentRecorder recorder(ImageSnapshot snapshot) {
        return new ConcurrentRecorder(snapshot, PROCESSES.recording(snapshot));
    }

    private static ConcurrentRecorder losing(ImageSnapshot snapshot) {
        return new ConcurrentRecorder(snapshot, PROCESSES.recordingWithLostResponses(snapshot));
    }

    private static void prove(int maxWritten, List<ImageSnapshot> before, ConcurrentRecorder... recorders) {
        List<ImageSnapshot> recording =
                List.of(recorders).stream().map(ConcurrentRecorder::snapshot).toList();
        List<ImageSnapshot> all = new ArrayList<>(before);
        all.addAll(recording);
        Map<ImageBuildArn, ImageSnapshot> last = new TreeMap<>();
        recording.forEach(snapshot -> last.merge(
                snapshot.build().arn(), snapshot, BinaryOperator.maxBy(Comparator.comparing(ImageSnapshot::version))));

        Map<List<ImageSnapshot>, List<String>> clean = new HashMap<>();
        Map<List<ImageSnapshot>, Visible> expected = new HashMap<>();
        Map<DynamoDb, Visible> visible = new IdentityHashMap<>();
        List<Start<String>> starts =
                List.of(recorders).stream().map(ConcurrentRecorder::start).toList();
        EveryInterleaving.Explored explored = EveryInterleaving.<String>of(
                        PROCESSES.tablesWith(before), CatalogProcesses::commitPoint, maxWritten)
                .explore(starts, reached -> {
                    List<ImageSnapshot> committed = new ArrayList<>(before);
                    reached.commits().forEach(who -> committed.add(recording.get(who)));
                    DynamoDb tables = reached.tables();
                    visible.computeIfAbsent(
                                    tables, some -> PROCESSES.inCatalog(some, catalog -> Visible.in(catalog, all)))
                            .assertIs(expected.computeIfAbsent(committed, key -> Visible.in(inMemory(key), all)));
                    if (reached.isOver()) {
                        assertEndsClean(tables, committed, last.keySet(), clean);
                    }
                    recordOnceMore(reached, committed, last.values(), clean);
                });
        assertThat(explored.states()).isGreaterThan(recorders.length);
    }

    /** What readers see. */
    private record Visible(CatalogView view, Set<String> facts) {
        private static Visible in(ImageCatalog catalog, List<ImageSnapshot> all) {
            return new Visible(CatalogView.of(catalog, all), CatalogView.facts(catalog, all));
        }

        private void assertIs(Visible expected) {
            assertThat(view).as("a build as it was, or as it is, whole").isEqualTo(expected.view);
            assertThat(facts).as("the facts about a visible build").containsAll(expected.facts);
        }
    }

    private static void assertEndsClean(
            DynamoDb tables,
            List<ImageSnapshot> committed,
            Set<ImageBuildArn> builds,
            Map<List<ImageSnapshot>, List<String>> clean) {
        for (ImageBuildArn build : builds) {
            Optional<SnapshotVersion> version =
                    PROCESSES.inCatalog(tables, catalog -> catalog.build(build).map(RecordedBuild::version));
            assertThat(version)
                    .as("the newest snapshot that was not recorded already")
                    .isEqualTo(newest(committed, build));
        }
        assertThat(leftovers(tables, clean.computeIfAbsent(committed, ConcurrentRecordersTest::clean)))
                .as("only facts that a beaten recorder saw")
                .allMatch(ConcurrentRecordersTest::isFact);
    }

    /**
     * Kills running processes and records the build again. Two kinds of leftovers are allowed: facts that only a killed recorder saw, and unreachable rows. Such rows belong to an edition that others rolled back while its recorder was still writing, if the recorder was killed before it could roll back the rest.
     */
    private static void recordOnceMore(
            Reached<String> reached,
            List<ImageSnapshot> committed,
            Collection<ImageSnapshot> last,
            Map<List<ImageSnapshot>, List<String>> clean) {
        DynamoDb tables = reached.tables().copy();
        Set<String> unreachable = PROCESSES.with(tables, CatalogOnTheWire::unreachableEditions);
        List<ImageSnapshot> sequence = new ArrayList<>(committed);
        for (ImageSnapshot snapshot : last) {
            Instant later = snapshot.askedAt().plusSeconds(3600);
            ImageSnapshot again =
                    new ImageSnapshot(later, snapshot.build(), snapshot.fanOut(), snapshot.summaryDigest());
            PROCESSES.inCatalog(tables, catalog -> catalog.record(again));
            sequence.add(again);
        }

        assertThat(leftovers(tables, clean.computeIfAbsent(sequence, ConcurrentRecordersTest::clean)))
                .allMatch(item -> isFact(item) || unreachable.stream().anyMatch(item::contains));
    }

    /** Whether the item is an AMI, a name, or an opening, which every recorder writes identically. */
    private static boolean isFact(String item) {
        return item.matches(".*\"PK\":\\{\"S\":\"(AMI#|NAME#|PIPELINES\"|IMAGES\").*");
    }

    private static List<String> leftovers(DynamoDb tables, List<String> expected) {
        List<String> left = new ArrayList<>(CatalogProcesses.comparable(tables));
        assertThat(left).containsAll(expected);
        left.removeAll(expected);
        return left;
    }

    private static List<String> clean(List<ImageSnapshot> sequence) {
        return CatalogProcesses.comparable(PROCESSES.tablesWith(sequence));
    }

    private static InMemoryImageCatalog inMemory(List<ImageSnapshot> sequence) {
        InMemoryImageCatalog catalog = new InMemoryImageCatalog();
        sequence.forEach(catalog::record);
        return catalog;
    }

    private static Optional<SnapshotVersion> newest(List<ImageSnapshot> committed, ImageBuildArn build) {
        return committed.stream()
                .filter(snapshot -> snapshot.build().arn().equals(build))
                .map(ImageSnapshot::version)
                .max(Comparator.naturalOrder());
    }

    private static ImageSnapshot at(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }
}

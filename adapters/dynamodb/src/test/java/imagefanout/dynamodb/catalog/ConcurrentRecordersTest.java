package imagefanout.dynamodb.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.catalog.Interleavings.ReachedTable;
import imagefanout.dynamodb.catalog.Interleavings.StartedProcess;
import imagefanout.dynamodb.table.EmulatedTable;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.SnapshotVersion;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.InMemoryImageCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Recorders of the same build, at the same time, in every order of their calls; any of them stopped for ever at any point; and
 * then the build is recorded once more.
 */
class ConcurrentRecordersTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final LaunchPermission EVERYONE = new LaunchPermission(Set.of(new Audience.Everyone()));
    private static final GoldenImages COMPLETE =
            GoldenImages.build(1).to(US, EVERYONE, PROD).to(EU, SANDBOX);
    private static final GoldenImages FAILED = COMPLETE.failedFor(EU, SANDBOX);
    private static final GoldenImages LENGTHY = COMPLETE.because("It is too long to tell. ".repeat(40));
    private static final int WHOLE_BATCHES = 25;

    /** Another build of the pipeline, so that its names are known already. */
    private static final ImageSnapshot SIBLING = at(0, GoldenImages.build(2).to(US, EVERYONE));

    @Test
    void oneAlone() {
        prove(1, List.of(), StartedProcess.of(at(1, FAILED)));
    }

    @Test
    void oneThatReplacesAnother() {
        prove(1, List.of(at(0, FAILED)), StartedProcess.of(at(1, COMPLETE)));
    }

    @Test
    void oneWithALongReason() {
        prove(1, List.of(at(0, FAILED)), StartedProcess.of(at(1, LENGTHY.in(ImageState.DEPRECATED))));
        prove(1, List.of(at(0, LENGTHY)), StartedProcess.of(at(1, LENGTHY.failedFor(EU, SANDBOX))));
    }

    @Test
    void oneThatLosesEveryAnswer() {
        prove(3, List.of(at(0, FAILED)), StartedProcess.losingAnswers(at(1, COMPLETE)));
    }

    @Test
    void anOlderAndANewerOneOfANewBuild() {
        prove(WHOLE_BATCHES, List.of(SIBLING), StartedProcess.of(at(1, FAILED)), StartedProcess.of(at(2, COMPLETE)));
    }

    @Test
    void anOlderAndANewerOneOfARecordedBuild() {
        prove(
                WHOLE_BATCHES,
                List.of(at(0, FAILED)),
                StartedProcess.of(at(1, COMPLETE)),
                StartedProcess.of(at(2, COMPLETE.in(ImageState.DEPRECATED).without(US, PROD))));
    }

    @Test
    void twoThatSawTheSame() {
        prove(WHOLE_BATCHES, List.of(SIBLING), StartedProcess.of(at(1, COMPLETE)), StartedProcess.of(at(2, COMPLETE)));
    }

    @Test
    void twoThatAskedAtTheSameInstant() {
        prove(WHOLE_BATCHES, List.of(SIBLING), StartedProcess.of(at(1, COMPLETE)), StartedProcess.of(at(1, COMPLETE)));
        prove(WHOLE_BATCHES, List.of(SIBLING), StartedProcess.of(at(1, COMPLETE)), StartedProcess.of(at(1, FAILED)));
    }

    @Test
    void twoOfWhichOneLosesEveryAnswer() {
        prove(
                WHOLE_BATCHES,
                List.of(SIBLING),
                StartedProcess.losingAnswers(at(1, FAILED)),
                StartedProcess.of(at(2, COMPLETE)));
    }

    @Test
    void aChangeOfTheStateAndANewCopy() {
        prove(
                WHOLE_BATCHES,
                List.of(at(0, FAILED)),
                StartedProcess.of(at(1, FAILED.in(ImageState.CANCELLED))),
                StartedProcess.of(at(2, COMPLETE)));
    }

    @Test
    void thereAndBackAgain() {
        prove(
                WHOLE_BATCHES,
                List.of(at(0, FAILED)),
                StartedProcess.of(at(1, COMPLETE)),
                StartedProcess.of(at(2, FAILED)));
    }

    @Test
    void twoBuildsOfANewImage() {
        GoldenImages one = GoldenImages.build(1).withoutPipeline();
        GoldenImages other = GoldenImages.build(2).withoutPipeline();

        prove(WHOLE_BATCHES, List.of(), StartedProcess.of(at(1, one)), StartedProcess.of(at(2, other)));
    }

    private static void prove(int mostWritten, List<ImageSnapshot> before, StartedProcess... recorders) {
        EmulatedTable start = EmulatedTable.empty(mostWritten);
        before.forEach(Catalogs.on(start)::record);
        List<ImageSnapshot> all = new ArrayList<>(before);
        List.of(recorders).forEach(recorder -> all.add(recorder.recorded()));
        Map<ImageBuildArn, ImageSnapshot> last = new TreeMap<>();
        List.of(recorders)
                .forEach(recorder -> last.merge(
                        recorder.recorded().build().arn(),
                        recorder.recorded(),
                        BinaryOperator.maxBy(Comparator.comparing(ImageSnapshot::version))));
        Map<List<ImageSnapshot>, List<String>> clean = new HashMap<>();

        Map<List<ImageSnapshot>, CatalogView> views = new HashMap<>();
        Map<List<ImageSnapshot>, Set<String>> facts = new HashMap<>();
        int states = Interleavings.explore(start, List.of(recorders), reached -> {
            List<ImageSnapshot> committed = new ArrayList<>(before);
            committed.addAll(reached.committed());
            EmulatedTable table = reached.table();

            assertThat(CatalogView.of(Catalogs.on(table), all))
                    .as("a build as it was, or as it is, whole")
                    .isEqualTo(views.computeIfAbsent(committed, key -> CatalogView.of(inMemory(key), all)));
            assertThat(CatalogView.facts(Catalogs.on(table), all))
                    .as("the names of a build that is seen")
                    .containsAll(facts.computeIfAbsent(committed, key -> CatalogView.facts(inMemory(key), all)));
            if (reached.isOver()) {
                last.keySet().forEach(build -> assertThat(
                                Catalogs.on(table).build(build).map(RecordedBuild::version))
                        .as("the newest of those that were not what was recorded already")
                        .isEqualTo(newest(committed, build)));
                List<String> expected = clean.computeIfAbsent(committed, ConcurrentRecordersTest::clean);
                assertThat(leftOver(reached.table().items(), expected))
                        .as("nothing but facts that only a beaten recorder saw")
                        .allMatch(ConcurrentRecordersTest::isFact);
            }
            recordedOnceMore(reached, table, committed, last.values(), clean);
        });

        assertThat(states).isGreaterThan(recorders.length);
    }

    /** Whoever is not over yet is stopped for ever, and the build is recorded once more. */
    private static void recordedOnceMore(
            ReachedTable reached,
            EmulatedTable table,
            List<ImageSnapshot> committed,
            Collection<ImageSnapshot> last,
            Map<List<ImageSnapshot>, List<String>> clean) {
        List<ImageSnapshot> sequence = new ArrayList<>(committed);
        for (ImageSnapshot snapshot : last) {
            Instant later = snapshot.askedAt().plusSeconds(3600);
            ImageSnapshot again =
                    new ImageSnapshot(later, snapshot.build(), snapshot.fanOut(), snapshot.summaryDigest());
            Catalogs.on(table).record(again);
            sequence.add(again);
        }

        List<String> expected = clean.computeIfAbsent(sequence, ConcurrentRecordersTest::clean);
        Set<String> lost = editionsThatNobodyFinds(reached.table().items());
        assertThat(leftOver(table.items(), expected))
                .allMatch(item -> isFact(item) || lost.stream().anyMatch(item::contains));
    }

    /**
     * What may be left when one was undone by others while it still wrote, and was stopped before it could undo the rest itself:
     * rows of an edition that no attempt names, or whose Region rows are gone, so that nobody finds the others. Nobody sees
     * them either. A fact that only a stopped recorder saw stays, too.
     */
    private static Set<String> editionsThatNobodyFinds(Map<StoredKey, Map<String, AttributeValue>> items) {
        Set<String> found = new HashSet<>();
        items.forEach((key, item) -> {
            if (key.sort().startsWith(CatalogKeys.ATTEMPT)) {
                AttemptItem attempt = new AttemptItem(StoredItem.of(item));
                Stream.concat(Stream.of(attempt.edition()), attempt.replaced().stream())
                        .filter(edition -> items.keySet().containsAll(edition.regionRows()))
                        .forEach(edition -> found.add(edition.id()));
            } else if (key.sort().equals(CatalogKeys.META)) {
                found.add(item.get("e").s());
            }
        });
        return items.keySet().stream()
                .map(StoredKey::sort)
                .filter(sort -> sort.startsWith("ROW#") || sort.contains("#p:") || sort.startsWith("20"))
                .map(sort -> sort.startsWith("ROW#") ? sort.split("#")[1] : CatalogKeys.editionOf(sort))
                .filter(edition -> !found.contains(edition))
                .collect(Collectors.toSet());
    }

    /** An AMI, a name or an opening: the same whoever writes it. */
    private static boolean isFact(String item) {
        return item.matches("PK=AttributeValue\\(S=(AMI#|NAME#|PIPELINES\\)|IMAGES\\)).*");
    }

    private static List<String> leftOver(Map<StoredKey, Map<String, AttributeValue>> items, List<String> expected) {
        List<String> left = new ArrayList<>(TableContents.comparable(items));
        assertThat(left).containsAll(expected);
        left.removeAll(expected);
        return left;
    }

    private static List<String> clean(List<ImageSnapshot> sequence) {
        EmulatedTable table = EmulatedTable.empty(WHOLE_BATCHES);
        sequence.forEach(Catalogs.on(table)::record);
        return TableContents.comparable(table.items());
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

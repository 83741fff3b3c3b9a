package imagefanout.model.answers;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many reads it takes to find what many lineages offer. */
final class CurrentOfferReadsTest {
    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final List<Set<?>> together = new ArrayList<>();
    private final List<Object> alone = new ArrayList<>();

    @Test
    void theNewestBuildsAreReadTogetherOnce() {
        List<DirectoryEntry<PipelineArn>> entries = new ArrayList<>();
        Set<ImageBuildArn> newest = new HashSet<>();
        for (int pipeline = 1; pipeline <= 20; pipeline++) {
            entries.add(recorded(pipeline, 8, 0));
            newest.add(arn(pipeline, 8));
        }

        Map<PipelineArn, CurrentOffer> offers = offers(entries, List.of());

        assertThat(offers).hasSize(20);
        assertThat(reads()).containsExactly(newest);
        assertThat(alone).isEmpty();
    }

    @Test
    void onlyLineagesWhoseNewestBuildIsNotOfferedNeedASecondRead() {
        DirectoryEntry<PipelineArn> offered = recorded(1, 8, 0);
        DirectoryEntry<PipelineArn> behind = recorded(2, 8, 4);

        Map<PipelineArn, CurrentOffer> offers = offers(List.of(offered, behind), List.of());

        assertThat(offers.get(pipeline(2)).offered())
                .map(recorded -> recorded.build().arn())
                .contains(arn(2, 4));
        assertThat(reads())
                .containsExactly(Set.of(arn(1, 8), arn(2, 8)), Set.of(arn(2, 7), arn(2, 6), arn(2, 5), arn(2, 4)));
        assertThat(alone).isEmpty();
    }

    @Test
    void aLineageThatItsNewestBuildsDoNotAnswerIsReadByItself() {
        DirectoryEntry<PipelineArn> behind = recorded(1, 8, 5);

        Map<PipelineArn, CurrentOffer> offers = offers(List.of(recorded(2, 1, 0), behind), List.of());

        assertThat(offers.get(pipeline(1)).offered())
                .map(recorded -> recorded.build().arn())
                .contains(arn(1, 3));
        assertThat(alone).containsOnly(pipeline(1));
    }

    @Test
    void aLineageWhoseBuildsAreNoLongerInTheListedOrderIsReadByItself() {
        recorded(1, 8, 1);
        DirectoryEntry<PipelineArn> stale = new DirectoryEntry<>(pipeline(1), List.of(arn(1, 8), arn(1, 5), arn(1, 7)));

        Map<PipelineArn, CurrentOffer> offers = offers(List.of(stale), List.of());

        assertThat(offers.get(pipeline(1)).offered())
                .map(recorded -> recorded.build().arn())
                .contains(arn(1, 7));
        assertThat(alone).containsOnly(pipeline(1));
    }

    @Test
    void aBuildThatWasReadAlreadyIsNotReadAgain() {
        DirectoryEntry<PipelineArn> entry = recorded(1, 3, 0);
        List<RecordedBuild> alreadyRead = catalog.builds(Set.of(arn(1, 3)));

        Map<PipelineArn, CurrentOffer> offers = offers(List.of(entry), alreadyRead);

        assertThat(offers.get(pipeline(1)).offered()).contains(alreadyRead.get(0));
        assertThat(reads()).isEmpty();
        assertThat(alone).isEmpty();
    }

    /** An empty set reads nothing. */
    private List<Set<?>> reads() {
        List<Set<?>> reads = new ArrayList<>(together);
        reads.removeIf(Set::isEmpty);
        return reads;
    }

    private Map<PipelineArn, CurrentOffer> offers(
            List<DirectoryEntry<PipelineArn>> entries, List<RecordedBuild> alreadyRead) {
        ImageCatalog counted = (ImageCatalog) Proxy.newProxyInstance(
                ImageCatalog.class.getClassLoader(),
                new Class<?>[] {ImageCatalog.class},
                (proxy, method, arguments) -> {
                    if (arguments[0] instanceof Set<?> arns) {
                        together.add(Set.copyOf(arns));
                    } else {
                        alone.add(arguments[0]);
                    }
                    return method.invoke(catalog, arguments);
                });
        return CurrentOffer.ofAll(counted, OfferPolicy.AVAILABLE_ONLY, entries, alreadyRead);
    }

    /** A pipeline with that many builds, of which the newest ones are deprecated. */
    private DirectoryEntry<PipelineArn> recorded(int pipeline, int builds, int deprecated) {
        List<ImageBuildArn> newest = new ArrayList<>();
        for (int number = 1; number <= builds; number++) {
            GoldenImages image = GoldenImages.build(number)
                    .named(arn(pipeline, number))
                    .of(pipeline(pipeline))
                    .in(number > builds - deprecated ? ImageState.DEPRECATED : ImageState.AVAILABLE);
            catalog.record(ImageSnapshot.of(image.described().build().createdAt(), image.described()));
            newest.add(0, image.arn());
        }
        return new DirectoryEntry<>(pipeline(pipeline), newest);
    }

    private static PipelineArn pipeline(int number) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + number);
    }

    private static ImageBuildArn arn(int pipeline, int number) {
        return ImageBuildArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:image/p" + pipeline + "/1.0.0/" + number);
    }
}

package imagefanout.model.answers;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NewestFirstTest {
    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final List<Integer> pages = new ArrayList<>();

    @Test
    void eachPromotedBuildIsReadOnceWhateverTheSizeOfTheFirstPage() {
        for (int promoted = 0; promoted <= 40; promoted++) {
            List<Promotion> promotions = promotions(promoted);
            for (int firstPage : List.of(1, 5, 25)) {
                pages.clear();
                NewestFirst<RecordedBuild> builds =
                        NewestFirst.promoted(promotions, this::read, RecordedBuild::build, firstPage);

                List<ImageBuildArn> read = new ArrayList<>();
                builds.forEachRemaining(recorded -> read.add(recorded.build().arn()));

                assertThat(read)
                        .containsExactlyElementsOf(
                                promotions.stream().map(Promotion::build).toList());
                assertThat(pages.stream().mapToInt(size -> size).sum()).isEqualTo(promoted);
            }
        }
    }

    private List<RecordedBuild> read(Set<ImageBuildArn> arns) {
        pages.add(arns.size());
        return catalog.builds(arns);
    }

    /** Newest first. */
    private List<Promotion> promotions(int count) {
        List<Promotion> promotions = new ArrayList<>();
        for (int number = count; number > 0; number--) {
            GoldenImages image = GoldenImages.build(number);
            Build build = image.described().build();
            catalog.record(ImageSnapshot.of(build.createdAt(), image.described()));
            promotions.add(new Promotion(build.arn(), build.createdAt(), build.createdAt()));
        }
        return promotions;
    }
}

package imagefanout.testing.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.ListedPipeline;
import imagefanout.model.listing.PageToken;
import imagefanout.model.listing.StalePageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ImageListing} promises. The service under test has two pipelines in one Region and none in another; one
 * of them made three builds of one image version, and one build of that version was made without a pipeline.
 */
public abstract class ImageListingContract {
    protected static final Region EMPTY_REGION = new Region("ap-southeast-2");

    /** The lists of the service. */
    protected abstract ImageListing listing();

    /** The pipeline that made three builds. */
    protected abstract PipelineArn busyPipeline();

    /** The pipeline that made none. */
    protected abstract PipelineArn idlePipeline();

    /** The three builds as GetImage describes them and, last, the one without a pipeline. */
    protected abstract List<DescribedImage> images();

    @Test
    void listsThePipelinesOfARegion() {
        List<ListedPipeline> pipelines =
                all(from -> listing().pipelines(busyPipeline().region(), from));

        assertThat(pipelines).extracting(ListedPipeline::arn).containsExactlyInAnyOrder(busyPipeline(), idlePipeline());
    }

    @Test
    void listsTheImageVersionsOfARegionOnce() {
        List<ImageVersionArn> versions =
                all(from -> listing().imageVersions(busyPipeline().region(), from));

        assertThat(versions).containsExactly(version());
    }

    @Test
    void findsNothingInARegionWithoutCopies() {
        List<ListedPipeline> pipelines = all(from -> listing().pipelines(EMPTY_REGION, from));
        List<ImageVersionArn> versions = all(from -> listing().imageVersions(EMPTY_REGION, from));

        assertThat(pipelines).isEmpty();
        assertThat(versions).isEmpty();
    }

    @Test
    void listsAllBuildsOfARegionPageByPage() {
        for (int size = 1; size <= 4; size++) {
            int asked = size;

            List<ListedBuilds> pages =
                    pages(from -> listing().allBuilds(busyPipeline().region(), from, asked));

            assertThat(pages).allSatisfy(page -> assertThat(page.builds()).hasSizeLessThanOrEqualTo(asked));
            assertThat(arns(pages)).containsExactlyInAnyOrderElementsOf(arnsOf(images()));
        }
        assertThat(listing().allBuilds(EMPTY_REGION, Optional.empty(), 5).builds())
                .isEmpty();
    }

    @Test
    void listsAPipelinesBuildsPageByPage() {
        for (int size = 1; size <= 4; size++) {
            int asked = size;

            List<ListedBuilds> pages = pages(from -> listing().builds(busyPipeline(), from, asked));

            assertThat(pages).allSatisfy(page -> assertThat(page.builds()).hasSizeLessThanOrEqualTo(asked));
            assertThat(arns(pages)).containsExactlyInAnyOrderElementsOf(arnsOf(images().subList(0, 3)));
        }
    }

    @Test
    void listsTheBuildsOfAVersionWithAndWithoutAPipeline() {
        List<ListedBuilds> pages = pages(from -> listing().builds(version(), from, 2));

        assertThat(arns(pages)).containsExactlyInAnyOrderElementsOf(arnsOf(images()));
    }

    @Test
    void listsEachBuildAsGetImageShowsIt() {
        List<ImageSummary> summaries = pages(from -> listing().builds(version(), from, 25)).stream()
                .flatMap(page -> page.builds().stream())
                .toList();

        assertThat(summaries)
                .extracting(summary -> summary.arn() + " " + summary.digest() + " " + summary.createdAt())
                .containsExactlyInAnyOrderElementsOf(images().stream()
                        .map(image -> new ImageSummary(
                                image.build().arn(),
                                image.build().state(),
                                image.build().reason(),
                                image.build().createdAt(),
                                image.outputs()))
                        .map(summary -> summary.arn() + " " + summary.digest() + " " + summary.createdAt())
                        .toList());
    }

    @Test
    void listsNoBuildsOfAPipelineWithoutAny() {
        ListedBuilds builds = listing().builds(idlePipeline(), Optional.empty(), 5);

        assertThat(builds).isEqualTo(new ListedBuilds(List.of(), List.of(), Optional.empty()));
    }

    @Test
    void refusesAnUnknownPipelineByName() {
        PipelineArn unknown = PipelineArn.parse(busyPipeline() + "-unknown");

        assertThatExceptionOfType(UnknownResourceException.class)
                .isThrownBy(() -> listing().builds(unknown, Optional.empty(), 5))
                .withMessageContaining(unknown.toString());
    }

    @Test
    void listsNoBuildsOfAnUnknownVersion() {
        ImageVersionArn unknown = ImageVersionArn.parse(version().image() + "-unknown/1.0.0");

        ListedBuilds builds = listing().builds(unknown, Optional.empty(), 5);

        assertThat(builds).isEqualTo(new ListedBuilds(List.of(), List.of(), Optional.empty()));
    }

    @Test
    void refusesAnEmptyPageToken() {
        Optional<PageToken> none = Optional.of(new PageToken("no page begins here"));

        assertThatExceptionOfType(StalePageException.class)
                .isThrownBy(() -> listing().builds(busyPipeline(), none, 5));
    }

    private ImageVersionArn version() {
        return images().get(0).build().arn().imageVersion();
    }

    private static List<ImageBuildArn> arns(List<ListedBuilds> pages) {
        return pages.stream()
                .flatMap(page -> page.builds().stream())
                .map(ImageSummary::arn)
                .toList();
    }

    private static List<ImageBuildArn> arnsOf(List<DescribedImage> images) {
        return images.stream().map(image -> image.build().arn()).toList();
    }

    private static <T> List<T> all(Function<Optional<PageToken>, ResultPage<T, PageToken>> list) {
        List<T> all = new ArrayList<>();
        Optional<PageToken> from = Optional.empty();
        do {
            ResultPage<T, PageToken> page = list.apply(from);
            all.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    private static List<ListedBuilds> pages(Function<Optional<PageToken>, ListedBuilds> list) {
        List<ListedBuilds> pages = new ArrayList<>();
        Optional<PageToken> from = Optional.empty();
        do {
            ListedBuilds page = list.apply(from);
            pages.add(page);
            from = page.next();
        } while (from.isPresent());
        return pages;
    }
}

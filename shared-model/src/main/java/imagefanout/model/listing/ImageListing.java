package imagefanout.model.listing;

import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import java.util.Optional;

/**
 * Image Builder's lists of the account's own resources, page by page. A list may omit an image for up to two minutes after its
 * creation.
 *
 * <p>Every method throws {@link imagefanout.model.image.ThrottledException} when it is throttled, {@link StalePageException}
 * when the page token is no longer valid, and another {@link imagefanout.model.image.ImageBuilderException} when Image Builder
 * could not be called or refused. A list that was not read to its end says nothing about what is not in it.
 */
public interface ImageListing {
    ResultPage<ListedPipeline, PageToken> pipelines(Region region, Optional<PageToken> from);

    /** The image versions of a Region, with or without a pipeline, deprecated ones included. */
    ResultPage<ImageVersionArn, PageToken> imageVersions(Region region, Optional<PageToken> from);

    /**
     * At most {@code size} of all builds of the account in a Region, of every image version, in an order that is not documented. It
     * is refused where Image Builder requires an image version, or where the caller may not list all images.
     *
     * @throws PageTooLargeException when the page does not fit in memory: request fewer builds
     */
    ListedBuilds allBuilds(Region region, Optional<PageToken> from, int size);

    /**
     * At most {@code size} of the builds that a pipeline made, in Image Builder's order.
     *
     * @throws imagefanout.model.image.UnknownResourceException when Image Builder does not know the pipeline
     * @throws PageTooLargeException when the page does not fit in memory: request fewer builds
     */
    ListedBuilds builds(PipelineArn pipeline, Optional<PageToken> from, int size);

    /**
     * At most {@code size} of the builds of an image version, with or without a pipeline, in Image Builder's order; none if it
     * does not know the version.
     *
     * @throws PageTooLargeException when the page does not fit in memory: request fewer builds
     */
    ListedBuilds builds(ImageVersionArn version, Optional<PageToken> from, int size);
}

package imagefanout.model.listing;

import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import java.util.Optional;

/**
 * What Image Builder lists, page by page, of the account's own. A list may miss an image for up to two minutes after it was
 * created.
 *
 * <p>Every method throws {@link imagefanout.model.image.ThrottledException} when it is asked too often, {@link
 * StalePageException} when the page token is no longer good, and another {@link imagefanout.model.image.ImageBuilderException}
 * when the service could not be asked or refused: a list that did not come to its end says nothing about what is not in it.
 */
public interface ImageListing {
    /** The pipelines of a Region. */
    ResultPage<PipelineArn, PageToken> pipelines(Region region, Optional<PageToken> from);

    /** The image versions of a Region, whoever made them, deprecated ones included. */
    ResultPage<ImageVersionArn, PageToken> imageVersions(Region region, Optional<PageToken> from);

    /**
     * At most {@code size} of the builds that a pipeline made, in the service's order.
     *
     * @throws UnknownPipelineException when the service does not know the pipeline
     * @throws PageTooLargeException when so many do not fit in memory: ask for fewer
     */
    ListedBuilds builds(PipelineArn pipeline, Optional<PageToken> from, int size);

    /**
     * At most {@code size} of the builds of an image version, whoever made them, in the service's order. Of a version that
     * the service does not know: none.
     *
     * @throws PageTooLargeException when so many do not fit in memory: ask for fewer
     */
    ListedBuilds builds(ImageVersionArn version, Optional<PageToken> from, int size);
}

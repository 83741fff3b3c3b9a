package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Audience;
import imagefanout.model.identity.PipelineArn;
import java.util.Set;

/**
 * A pipeline that was found by its name.
 *
 * @param openedTo as {@link ImageCatalog#openedTo}; part of the same read, because who looks up a pipeline needs both
 */
public record NamedPipeline(PipelineArn arn, Set<Audience> openedTo) {
    public NamedPipeline {
        requireNonNull(arn, "arn");
        openedTo = Set.copyOf(openedTo);
    }
}

package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Audience;
import imagefanout.model.identity.PipelineArn;
import java.util.Set;

/**
 * A pipeline as it is found by its name.
 *
 * @param openedTo the audiences other than accounts to which any of its builds was ever opened, as {@link
 *     ImageCatalog#openedTo} gives them: with the name in one read, since whoever looks a pipeline up asks for both
 */
public record NamedPipeline(PipelineArn arn, Set<Audience> openedTo) {
    public NamedPipeline {
        requireNonNull(arn, "arn");
        openedTo = Set.copyOf(openedTo);
    }
}

package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import java.util.Set;

/**
 * A pipeline, or an image without one, that was found by its name.
 *
 * @param openedTo as {@link ImageCatalog#openedTo}; part of the same read, because who looks up a name needs both
 */
public record NamedLineage(Lineage arn, Set<Audience> openedTo) {
    public NamedLineage {
        requireNonNull(arn, "arn");
        openedTo = Set.copyOf(openedTo);
    }
}

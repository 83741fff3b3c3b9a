package imagefanout.model.answers;

import imagefanout.model.image.Counts;
import java.util.Optional;

/**
 * One account's share of a build.
 *
 * @param shared in how many Regions it may launch the owner's AMI and has no copy
 * @param behind in the Region that is furthest behind; empty while no build of the pipeline is offered
 */
public record AccountCoverage(Counts counts, int shared, Optional<Behind> behind) {}

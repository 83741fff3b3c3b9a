package imagefanout.model.answers;

import imagefanout.model.image.Counts;
import java.util.Optional;

/**
 * What one account got of a build.
 *
 * @param shared in how many Regions it may launch the owner's AMI and has no copy of its own
 * @param behind the furthest of its Regions; empty while no build of the pipeline is offered
 */
public record AccountCoverage(Counts counts, int shared, Optional<Behind> behind) {}

package imagefanout.model.reconcile;

import imagefanout.model.Throttle;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.retention.RemoveOldBuilds;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * What a walk needs from its run.
 *
 * @param noticed the builds that messages named, as this invocation has read them
 * @param settledInThisRun the builds that need no second comparison: a pipeline's build is also listed by its image version
 */
record WalkContext(
        ImageListing listing,
        RecordImage recordImage,
        ImageCatalog catalog,
        Retention retention,
        RemoveOldBuilds removeOldBuilds,
        Clock clock,
        Throttle throttle,
        ReconcileSettings settings,
        Map<ImageBuildArn, RecordedBuild> noticed,
        Set<ImageBuildArn> settledInThisRun) {}

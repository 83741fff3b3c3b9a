package imagefanout.model.answers;

import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;

/** The AMI that an account should use in a Region. */
public record LatestAmi(Region region, AmiId ami, Access access, RecordedBuild recorded) {}

package imagefanout.model.answers;

import imagefanout.model.AmiId;
import imagefanout.model.RecordedBuild;
import imagefanout.model.Region;

/** The AMI that an account should use in a Region. */
public record LatestAmi(Region region, AmiId ami, Access access, RecordedBuild recorded) {}

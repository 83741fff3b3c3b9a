package imagefanout.model.catalog;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;

/** The build and copy that an AMI belongs to. */
public record AmiOrigin(AmiId ami, ImageBuildArn build, Copy copy) {}

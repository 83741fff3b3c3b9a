package imagefanout.model.catalog;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;

/** Where an AMI comes from. */
public record AmiOrigin(AmiId ami, ImageBuildArn build, Copy copy) {}

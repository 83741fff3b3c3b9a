package imagefanout.model.image;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;

/** One AMI among a build's output resources. */
public record OutputAmi(Copy copy, AmiId ami) {}

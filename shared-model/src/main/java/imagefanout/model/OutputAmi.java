package imagefanout.model;

/** One AMI among a build's output resources. */
public record OutputAmi(Copy copy, AmiId ami) {}

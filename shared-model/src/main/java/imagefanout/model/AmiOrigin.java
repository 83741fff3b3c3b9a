package imagefanout.model;

/** Where an AMI comes from. */
public record AmiOrigin(AmiId ami, ImageBuildArn build, Copy copy) {}

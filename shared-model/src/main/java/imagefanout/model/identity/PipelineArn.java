package imagefanout.model.identity;

import imagefanout.model.MalformedException;

/** {@code arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux}. */
public record PipelineArn(String partition, Region region, AccountId account, String name)
        implements Lineage, Comparable<PipelineArn> {

    public static PipelineArn parse(String text) {
        String expected = "the ARN of an image pipeline";
        ResourceArn arn = ResourceArn.parse("image-pipeline", expected, text);
        if (!arn.rest().isEmpty()) {
            throw new MalformedException(expected, text);
        }
        return new PipelineArn(arn.partition(), arn.region(), arn.account(), arn.name());
    }

    @Override
    public int compareTo(PipelineArn other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return new ResourceArn(partition, region, account, "image-pipeline", name, "").toString();
    }
}

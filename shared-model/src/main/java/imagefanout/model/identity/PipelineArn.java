package imagefanout.model.identity;

import imagefanout.model.OrderedByText;
import java.util.List;

/** {@code arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux}. */
public record PipelineArn(String partition, Region region, AccountId account, String name)
        implements Lineage, OrderedByText<PipelineArn> {

    public static PipelineArn parse(String text) {
        ResourceArn arn = ResourceArn.parse("image-pipeline", 0, "the ARN of an image pipeline", text);
        return new PipelineArn(arn.partition(), arn.region(), arn.account(), arn.name());
    }

    @Override
    public String toString() {
        return new ResourceArn(partition, region, account, "image-pipeline", name, List.of()).toString();
    }
}

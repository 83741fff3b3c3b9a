package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.imagebuilder.ImageBuilderCalls.ParsedAndRaw;
import imagefanout.model.Deadline;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import software.amazon.awssdk.services.imagebuilder.model.GetImageResponse;

/**
 * Calls the service in the Region of each ARN.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImage.html">GetImage</a>
 */
public final class SdkImageBuilder implements ImageBuilder {
    private final ImageBuilderCalls calls;

    /** @param deadline of the invocation: no call outlasts it */
    public SdkImageBuilder(ImageBuilderClients clients, Deadline deadline) {
        this(new ImageBuilderCalls(clients, deadline));
    }

    SdkImageBuilder(ImageBuilderCalls calls) {
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public DescribedImage describe(ImageBuildArn arn) {
        String text = arn.toString();
        try {
            ParsedAndRaw<GetImageResponse> answer = calls.callTolerantly(
                    "GetImage",
                    text,
                    arn.region(),
                    GetImageResponse.builder(),
                    (client, bounds) ->
                            client.getImage(r -> r.imageBuildVersionArn(text).overrideConfiguration(bounds)));
            return new ImageAnswer(arn, answer).describe();
        } catch (RefusedException e) {
            throw e.orUnknown(arn);
        }
    }
}

package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.imagebuilder.ImageBuilderCalls.ParsedAndRaw;
import imagefanout.model.Deadline;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.UnknownResourceException;
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
        this(requireNonNull(clients, "clients").within(deadline));
    }

    SdkImageBuilder(ImageBuilderCalls calls) {
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public DescribedImage describe(ImageBuildArn arn) {
        String text = arn.toString();
        try {
            ParsedAndRaw<GetImageResponse> answered = calls.callRaw(
                    "GetImage",
                    text,
                    arn.region(),
                    (client, bounds) ->
                            client.getImage(r -> r.imageBuildVersionArn(text).overrideConfiguration(bounds)));
            return new ImageAnswer(arn, answered.raw())
                    .describe(answered.answer().image());
        } catch (RefusedException e) {
            if (e.meansNotFound()) {
                throw new UnknownResourceException(arn, e);
            }
            throw e;
        }
    }
}

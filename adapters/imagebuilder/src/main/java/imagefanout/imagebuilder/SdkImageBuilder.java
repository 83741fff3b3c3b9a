package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.imagebuilder.ImageBuilderCalls.ParsedAndRaw;
import imagefanout.model.Deadline;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.UnknownResourceException;
import java.util.SortedSet;
import java.util.TreeSet;
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
        SortedSet<String> unread = new TreeSet<>();
        try {
            ParsedAndRaw<GetImageResponse> answered = calls.callRaw(
                    "GetImage",
                    text,
                    arn.region(),
                    (client, bounds) ->
                            client.getImage(r -> r.imageBuildVersionArn(text).overrideConfiguration(bounds)),
                    raw -> readable(raw, unread));
            return new ImageAnswer(arn, answered.raw())
                    .describe(answered.answer().image(), unread);
        } catch (RefusedException e) {
            if (e.meansNotFound()) {
                throw new UnknownResourceException(arn, e);
            }
            throw e;
        }
    }

    /** @param unread gets JSON pointers to the members that the SDK's model cannot represent */
    private static GetImageResponse readable(RawAnswer raw, SortedSet<String> unread) {
        GetImageResponse.Builder answer = GetImageResponse.builder();
        unread.addAll(SdkJson.unknownTo(answer, raw.at("")));
        return answer.build();
    }
}

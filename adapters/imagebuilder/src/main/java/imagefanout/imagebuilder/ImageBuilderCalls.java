package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ThrottledException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/**
 * The calls of one invocation: each takes no longer than the time that is left, its retries included, and its failure says
 * what was asked, of what, and why it failed.
 *
 * <pre>{@code
 * clients.within(deadline).call("GetImage", arn.toString(), arn.region(),
 *         (client, bounds) -> client.getImage(r -> r.imageBuildVersionArn(…).overrideConfiguration(bounds)));
 * }</pre>
 */
final class ImageBuilderCalls {
    /** After so long without a whole answer an attempt is given up, so that a retry may find a server that answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LEAST = Duration.ofMillis(1);

    private final ImageBuilderClients clients;
    private final Deadline deadline;
    private final Duration patience;

    ImageBuilderCalls(ImageBuilderClients clients, Deadline deadline) {
        this(clients, deadline, PATIENCE);
    }

    /** @param patience with one attempt */
    ImageBuilderCalls(ImageBuilderClients clients, Deadline deadline, Duration patience) {
        this.clients = requireNonNull(clients, "clients");
        this.deadline = requireNonNull(deadline, "deadline");
        this.patience = requireNonNull(patience, "patience");
    }

    /**
     * The SDK's answer.
     *
     * @param subject what the call is about, for messages: an ARN or a name
     * @param request sends the request with the given bounds as its override configuration
     * @throws ThrottledException when the service was asked too often, even after the SDK's retries
     * @throws RefusedException when the service answered with another error
     * @throws ImageBuilderException when there was no answer, or none that the SDK can read
     */
    <T> T call(
            String operation,
            String subject,
            Region region,
            BiFunction<ImagebuilderClient, AwsRequestOverrideConfiguration, T> request) {
        return send(
                operation, subject, region, request, bounds(operation, subject).build());
    }

    /** As {@link #call}, and the answer as it came over the wire. */
    <T> ParsedAndRaw<T> callRaw(
            String operation,
            String subject,
            Region region,
            BiFunction<ImagebuilderClient, AwsRequestOverrideConfiguration, T> request) {
        RawAnswer raw = new RawAnswer(operation + " of " + subject);
        AwsRequestOverrideConfiguration bounds =
                raw.captureIn(bounds(operation, subject)).build();
        return new ParsedAndRaw<>(send(operation, subject, region, request, bounds), raw);
    }

    /** One answer: in the SDK's model, and raw. */
    record ParsedAndRaw<T>(T answer, RawAnswer raw) {}

    private <T> T send(
            String operation,
            String subject,
            Region region,
            BiFunction<ImagebuilderClient, AwsRequestOverrideConfiguration, T> request,
            AwsRequestOverrideConfiguration bounds) {
        try {
            return request.apply(clients.in(region), bounds);
        } catch (AwsServiceException e) {
            RefusedException refused = new RefusedException(operation, subject, e);
            if (e.isThrottlingException()) {
                throw new ThrottledException(refused.getMessage(), e);
            }
            throw refused;
        } catch (SdkException e) {
            throw new ImageBuilderException(operation + " of " + subject + ": " + e.getMessage(), e);
        }
    }

    private AwsRequestOverrideConfiguration.Builder bounds(String operation, String subject) {
        Duration left = deadline.left();
        if (left.compareTo(LEAST) < 0) {
            throw new ImageBuilderException(
                    operation + " of " + subject + ": not asked, no time is left", new TimeoutException());
        }
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left)
                .apiCallAttemptTimeout(left.compareTo(patience) < 0 ? left : patience);
    }
}

package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ThrottledException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/**
 * The calls of one invocation. Each call ends within the time that is left, including its retries. A failure names the
 * operation, its subject and the reason.
 *
 * <pre>{@code
 * clients.within(deadline).call("GetImage", arn.toString(), arn.region(),
 *         (client, bounds) -> client.getImage(r -> r.imageBuildVersionArn(…).overrideConfiguration(bounds)));
 * }</pre>
 */
final class ImageBuilderCalls {
    /** A longer attempt is given up, so that a retry may reach a server that answers. */
    private static final Duration MAX_ATTEMPT = Duration.ofSeconds(20);

    private static final Duration MIN_LEFT = Duration.ofMillis(1);

    private final ImageBuilderClients clients;
    private final Deadline deadline;
    private final Duration maxAttempt;

    ImageBuilderCalls(ImageBuilderClients clients, Deadline deadline) {
        this(clients, deadline, MAX_ATTEMPT);
    }

    ImageBuilderCalls(ImageBuilderClients clients, Deadline deadline, Duration maxAttempt) {
        this.clients = requireNonNull(clients, "clients");
        this.deadline = requireNonNull(deadline, "deadline");
        this.maxAttempt = requireNonNull(maxAttempt, "maxAttempt");
    }

    /** Sends one request with the given bounds as its override configuration. */
    @FunctionalInterface
    interface BoundedRequest<T> {
        T send(ImagebuilderClient client, AwsRequestOverrideConfiguration bounds);
    }

    /** One answer, in the SDK's model and raw. */
    record ParsedAndRaw<T>(T answer, RawAnswer raw) {}

    /**
     * Returns the SDK's answer.
     *
     * @param subject an ARN or a name, for messages
     * @throws ThrottledException when the service still throttles after the SDK's retries
     * @throws RefusedException when the service answered with another error
     * @throws ImageBuilderException when there was no answer, or none that the SDK can read
     */
    <T> T call(String operation, String subject, Region region, BoundedRequest<T> request) {
        return send(
                operation, subject, region, request, bounds(operation, subject).build());
    }

    /** Does the same as {@link #call}, and keeps the answer as it came over the wire. */
    <T> ParsedAndRaw<T> callRaw(String operation, String subject, Region region, BoundedRequest<T> request) {
        RawAnswer raw = new RawAnswer(operation + " of " + subject);
        var bounds = raw.captureIn(bounds(operation, subject)).build();
        return new ParsedAndRaw<>(send(operation, subject, region, request, bounds), raw);
    }

    private <T> T send(
            String operation,
            String subject,
            Region region,
            BoundedRequest<T> request,
            AwsRequestOverrideConfiguration bounds) {
        try {
            return request.send(clients.in(region), bounds);
        } catch (AwsServiceException e) {
            RefusedException refused = new RefusedException(operation, subject, e);
            throw e.isThrottlingException() ? new ThrottledException(refused.getMessage(), e) : refused;
        } catch (SdkException e) {
            throw new ImageBuilderException(operation + " of " + subject + ": " + e.getMessage(), e);
        }
    }

    private AwsRequestOverrideConfiguration.Builder bounds(String operation, String subject) {
        Duration left = deadline.left();
        if (left.compareTo(MIN_LEFT) < 0) {
            throw new ImageBuilderException(
                    operation + " of " + subject + ": not sent, no time is left", new TimeoutException());
        }
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left)
                .apiCallAttemptTimeout(left.compareTo(maxAttempt) < 0 ? left : maxAttempt);
    }
}

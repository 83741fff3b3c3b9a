package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ThrottledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The calls of one invocation. Each call, including its retries, ends within the time that is left. Errors name the operation,
 * its subject and the reason.
 *
 * <pre>{@code
 * new ImageBuilderCalls(clients, deadline).call("GetImage", arn.toString(), arn.region(),
 *         (client, bounds) -> client.getImage(r -> r.imageBuildVersionArn(…).overrideConfiguration(bounds)));
 * }</pre>
 */
final class ImageBuilderCalls {
    /** An attempt is aborted after this time, so that a retry can reach another server. */
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

    /**
     * An answer in the SDK's model and raw.
     *
     * @param unread JSON pointers to members that the model lacks, because their values have another type
     */
    record ParsedAndRaw<T>(T parsed, SortedSet<String> unread, RawAnswer raw) {}

    /**
     * Returns the SDK's answer.
     *
     * @param subject an ARN or a name, for messages
     * @throws ThrottledException when the service still throttles after the SDK's retries
     * @throws RefusedException when the service answered with another error
     * @throws ImageBuilderException when there was no answer, or the SDK cannot read it
     */
    <T> T call(String operation, String subject, Region region, BoundedRequest<T> request) {
        AwsRequestOverrideConfiguration bounds = bounds(operation, subject);
        try {
            return request.send(clients.in(region), bounds);
        } catch (AwsServiceException e) {
            RefusedException refused = new RefusedException(operation, subject, e);
            throw e.isThrottlingException() ? new ThrottledException(refused.getMessage(), e) : refused;
        } catch (SdkException e) {
            throw new ImageBuilderException(operation + " of " + subject + ": " + e.getMessage(), e);
        }
    }

    /** Does the same as {@link #call}, and returns the raw answer. */
    RawAnswer callRaw(String operation, String subject, Region region, BoundedRequest<?> request) {
        RawAnswer raw = new RawAnswer(operation + " of " + subject);
        call(operation, subject, region, (client, bounds) -> request.send(client, raw.captureIn(bounds)));
        return raw;
    }

    /**
     * Does the same as {@link #call}, and also returns the raw answer. If the SDK cannot read the answer, because a member has
     * another type than in its model, it is read without that member.
     *
     * @param model an empty builder of the answer
     */
    <T, B extends SdkPojo & SdkBuilder<B, T>> ParsedAndRaw<T> callTolerantly(
            String operation, String subject, Region region, B model, BoundedRequest<T> request) {
        RawAnswer raw = new RawAnswer(operation + " of " + subject);
        try {
            T parsed =
                    call(operation, subject, region, (client, bounds) -> request.send(client, raw.captureIn(bounds)));
            return new ParsedAndRaw<>(parsed, new TreeSet<>(), raw);
        } catch (ImageBuilderException e) {
            if (raw.isCaptured()) {
                SortedSet<String> unread = SdkJson.unknownTo(model, raw.tree());
                return new ParsedAndRaw<>(model.build(), unread, raw);
            }
            throw e;
        }
    }

    /**
     * Returns all pages of a list.
     *
     * @param request the request for the page with the given token, null for the first page
     * @throws ImageBuilderException as {@link #call}, and when the service repeats a page token
     */
    <T> List<T> callPages(
            String operation,
            String subject,
            Region region,
            Function<String, BoundedRequest<T>> request,
            Function<T, String> nextToken) {
        List<T> pages = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        String next = null;
        do {
            T page = call(operation, subject, region, request.apply(next));
            pages.add(page);
            next = nextToken.apply(page);
            if (next != null && !tokens.add(next)) {
                throw new ImageBuilderException(
                        operation + " of " + subject + ": the list was not read to its end",
                        new IllegalStateException("the service repeats the page token " + next));
            }
        } while (next != null);
        return pages;
    }

    private AwsRequestOverrideConfiguration bounds(String operation, String subject) {
        Duration left = deadline.left();
        if (left.compareTo(MIN_LEFT) < 0) {
            throw new ImageBuilderException(
                    operation + " of " + subject + ": not sent, because no time is left", new TimeoutException());
        }
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left)
                .apiCallAttemptTimeout(left.compareTo(maxAttempt) < 0 ? left : maxAttempt)
                .build();
    }
}

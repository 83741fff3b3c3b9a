package imagefanout.organizations;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.Sleeper;
import imagefanout.model.Throttle;
import imagefanout.model.organization.OrganizationUnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The calls of one invocation, at the pace that Organizations allows. Its limits are low and shared by everyone who calls it for the
 * organization.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">Quotas</a>
 */
final class OrganizationCalls {
    private static final Duration MAX_ATTEMPT = Duration.ofSeconds(20);

    private final Deadline deadline;
    private final Throttle throttle;

    OrganizationCalls(Deadline deadline, Duration reserve, Sleeper sleeper) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.throttle = new Throttle(deadline, reserve, sleeper, OrganizationCalls::isThrottling);
    }

    private static boolean isThrottling(RuntimeException failure) {
        return failure instanceof AwsServiceException refused && refused.isThrottlingException();
    }

    /**
     * Returns the answer.
     *
     * @param call the operation and its subject, for messages
     * @param request sends the request with these bounds as its override configuration
     * @throws OrganizationUnreadableException when there is none; its cause is the SDK's exception
     */
    <T> T call(String call, Function<AwsRequestOverrideConfiguration, T> request) {
        try {
            return throttle.call(() -> request.apply(bounds()));
        } catch (AwsServiceException e) {
            throw new OrganizationUnreadableException(call + ": " + reason(e), e);
        } catch (OutOfTimeException | SdkException e) {
            throw new OrganizationUnreadableException(call + ": " + e.getMessage(), e);
        }
    }

    private static String reason(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        if (details == null) {
            return "unnamed error (HTTP " + refused.statusCode() + ")";
        }
        String next =
                switch (details.errorCode()) {
                    case "AccessDeniedException", "AWSOrganizationsNotInUseException" ->
                        " Deploy organization-template.yaml in the management account, and set OrganizationsRoleArn to its role.";
                    default -> "";
                };
        return details.errorCode() + " (HTTP " + refused.statusCode() + "): " + details.errorMessage() + next;
    }

    /**
     * Returns the entries of all pages. A page may be empty although others follow.
     *
     * @param request as {@link #call}, for the page with this token, null for the first page
     * @throws OrganizationUnreadableException as {@link #call}, and when the service repeats a page token
     */
    <T, E> List<E> list(
            String call,
            BiFunction<String, AwsRequestOverrideConfiguration, T> request,
            Function<T, List<E>> entries,
            Function<T, String> nextToken) {
        List<E> all = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        String next = null;
        do {
            String token = next;
            T page = call(call, bounds -> request.apply(token, bounds));
            all.addAll(entries.apply(page));
            next = nextToken.apply(page);
            if (next != null && !tokens.add(next)) {
                throw new OrganizationUnreadableException(call + ": the service repeats the page token " + next);
            }
        } while (next != null);
        return all;
    }

    private AwsRequestOverrideConfiguration bounds() {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw new OutOfTimeException("no time is left");
        }
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left)
                .apiCallAttemptTimeout(left.compareTo(MAX_ATTEMPT) < 0 ? left : MAX_ATTEMPT)
                .build();
    }
}

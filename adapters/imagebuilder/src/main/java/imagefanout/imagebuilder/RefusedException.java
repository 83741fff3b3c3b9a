package imagefanout.imagebuilder;

import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.UnknownResourceException;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The service answered with an error, after the SDK's retries if it is retryable. */
final class RefusedException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    private static final Pattern NOT_FOUND =
            Pattern.compile("(cannot|could not) be found|not found|does not exist", Pattern.CASE_INSENSITIVE);

    private final String subject;
    private final AwsServiceException cause;

    RefusedException(String operation, String subject, AwsServiceException cause) {
        super(
                operation + " of " + subject + ": " + code(cause) + " (HTTP " + cause.statusCode() + "): "
                        + serviceMessage(cause),
                cause);
        this.subject = subject;
        this.cause = cause;
    }

    /** The error's name in the API, such as {@code ResourceNotFoundException}. */
    String code() {
        return code(cause);
    }

    /**
     * Whether the error means that the subject does not exist. Inferred: the API model has no such error for any Get. The service
     * answers {@code ResourceNotFoundException}, or a client error whose message says so. A message that names another resource
     * is about that one.
     */
    boolean meansNotFound() {
        String text = serviceMessage(cause);
        return switch (code()) {
            case "ResourceNotFoundException" -> true;
            case "InvalidRequestException", "ClientException" ->
                NOT_FOUND.matcher(text).find() && (text.contains(subject) || !text.contains("arn:"));
            default -> false;
        };
    }

    /** An {@link UnknownResourceException} if {@link #meansNotFound}, otherwise this. */
    ImageBuilderException orUnknown(Object resource) {
        return meansNotFound() ? new UnknownResourceException(resource, this) : this;
    }

    private static String code(AwsServiceException cause) {
        return details(cause).map(AwsErrorDetails::errorCode).orElse("unnamed error");
    }

    private static String serviceMessage(AwsServiceException cause) {
        return details(cause).map(AwsErrorDetails::errorMessage).orElse("");
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException cause) {
        return Optional.ofNullable(cause.awsErrorDetails());
    }
}

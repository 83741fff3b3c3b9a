package imagefanout.imagebuilder;

import imagefanout.model.image.ImageBuilderException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The service answered with an error, after the SDK's retries if it is retryable. */
final class RefusedException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    private final AwsServiceException cause;

    RefusedException(String operation, String subject, AwsServiceException cause) {
        super(
                operation + " of " + subject + ": " + code(cause) + " (HTTP " + cause.statusCode() + "): "
                        + serviceMessage(cause),
                cause);
        this.cause = cause;
    }

    /** The error's name in the API, such as {@code ResourceNotFoundException}. */
    String code() {
        return code(cause);
    }

    /**
     * Whether the error means that the resource does not exist. Inferred: the API model of GetImage and GetImageRecipe has no such
     * error. Other operations answer {@code ResourceNotFoundException}, older ones a client error with such a message.
     */
    boolean meansNotFound() {
        String text = serviceMessage(cause).toLowerCase(Locale.ROOT);
        return switch (code()) {
            case "ResourceNotFoundException" -> true;
            case "InvalidRequestException", "ClientException" ->
                text.contains("cannot be found")
                        || text.contains("could not be found")
                        || text.contains("not found")
                        || text.contains("does not exist");
            default -> false;
        };
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

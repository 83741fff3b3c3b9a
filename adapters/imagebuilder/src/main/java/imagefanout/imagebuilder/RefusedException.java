package imagefanout.imagebuilder;

import imagefanout.model.image.ImageBuilderException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The service answered with an error, after the SDK's retries where these make sense. */
final class RefusedException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String serviceMessage;

    RefusedException(String operation, String subject, AwsServiceException cause) {
        super(
                operation + " of " + subject + ": " + code(cause) + " (HTTP " + cause.statusCode() + "): "
                        + serviceMessage(cause),
                cause);
        this.code = code(cause);
        this.serviceMessage = serviceMessage(cause);
    }

    /** The error's name in the API, such as {@code ResourceNotFoundException}. */
    String code() {
        return code;
    }

    /** The service's own words; empty when it gave none. */
    String serviceMessage() {
        return serviceMessage;
    }

    /**
     * Whether what was asked for is not there. Inferred: the API's model names no error of GetImage and GetImageRecipe for
     * that. Other operations answer {@code ResourceNotFoundException}; older ones of this service a client error whose text
     * says so.
     */
    boolean saysUnknown() {
        String text = serviceMessage.toLowerCase(Locale.ROOT);
        return switch (code) {
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
        return details(cause).map(AwsErrorDetails::errorCode).orElse("an error without a name");
    }

    private static String serviceMessage(AwsServiceException cause) {
        return details(cause).map(AwsErrorDetails::errorMessage).orElse("");
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException cause) {
        return Optional.ofNullable(cause.awsErrorDetails());
    }
}

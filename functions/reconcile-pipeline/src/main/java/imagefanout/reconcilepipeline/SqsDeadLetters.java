package imagefanout.reconcilepipeline;

import static java.util.Objects.requireNonNull;

import imagefanout.lambda.DeadLetters;
import imagefanout.model.identity.Region;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Sends messages to the dead-letter queue, with the reason as a message attribute.
 *
 * @param queueUrl its host is the endpoint
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
record SqsDeadLetters(Region region, String queueUrl) implements DeadLetters {
    private static final String REASON = "reason";
    private static final int MAX_CHARACTERS = 1_000;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    SqsDeadLetters {
        requireNonNull(region, "region");
        requireNonNull(queueUrl, "queueUrl");
    }

    @Override
    public void send(String body, String reason) {
        // Unreadable messages are rare. A client that is created here costs the other invocations nothing.
        try (SqsClient sqs = client()) {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(body)
                    .messageAttributes(Map.of(
                            REASON,
                            MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue(attribute(reason))
                                    .build())));
        }
    }

    private SqsClient client() {
        return SqsClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .endpointOverride(URI.create(queueUrl).resolve("/"))
                // TLS protects the message. A checksum that fails would only send it twice.
                .checksumValidationEnabled(false)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTION_TIMEOUT)
                        .socketTimeout(TIMEOUT))
                .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT))
                .build();
    }

    /** One line of characters that SQS accepts. */
    static String attribute(String reason) {
        String oneLine = reason.replaceAll("[^\\x20-\\uD7FF\\uE000-\\uFFFD]", " ");
        return oneLine.substring(0, Math.min(oneLine.length(), MAX_CHARACTERS));
    }
}

package emulators.imagebuilder.message;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.Publication;
import emulators.imagebuilder.Subscriber;
import java.net.URI;
import java.util.Map;

/**
 * Publishes to the topic at an SNS endpoint, with the topic's account and Region.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public final class SnsEndpoint implements Subscriber {

    private final AwsEndpoint endpoint;

    public SnsEndpoint(URI uri) {
        this.endpoint = new AwsEndpoint(requireNonNull(uri, "uri"), "sns");
    }

    @Override
    public void publish(Publication publication) {
        if (publication.kind() == Publication.Kind.SNS) {
            String[] arn = publication.topicArn().split(":");
            endpoint.query(
                    arn[4],
                    arn[3],
                    Map.of(
                            "Action",
                            "Publish",
                            "Version",
                            "2010-03-31",
                            "TopicArn",
                            publication.topicArn(),
                            "Message",
                            publication.message()));
        }
    }
}

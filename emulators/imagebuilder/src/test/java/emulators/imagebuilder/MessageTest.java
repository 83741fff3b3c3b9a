package emulators.imagebuilder;

import static emulators.imagebuilder.SampleResources.region;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;

class MessageTest {

    private final Emulation emulation = new Emulation();
    private final SampleResources resources = new SampleResources(emulation.client());

    @AfterEach
    void close() {
        emulation.close();
    }

    @Test
    void publishesAnAvailableImageInTheServicesFormat() {
        String pipeline = resources.pipeline("My Golden Image", region("us-east-1", "111111111111"));

        String arn = resources.start(pipeline);
        emulation.finishBuilds();

        List<Publication> notices = emulation.publications().stream()
                .filter(publication -> publication.kind() == Publication.Kind.SNS)
                .toList();
        assertThat(notices).hasSize(1).allMatch(notice -> notice.topicArn().equals(SampleResources.TOPIC));
        JsonNode message = Emulation.json(notices.get(0).message());
        assertThat(message.get("arn").asText()).isEqualTo(arn);
        assertThat(message.get("versionlessArn").asText())
                .isEqualTo("arn:aws:imagebuilder:us-east-1:123456789012:image/my-golden-image");
        assertThat(message.get("name").asText()).isEqualTo("My Golden Image");
        assertThat(message.get("version").asText()).isEqualTo("1.0.0");
        assertThat(message.get("buildVersion").asInt()).isEqualTo(1);
        assertThat(message.get("semver").bigIntegerValue()).isEqualTo("1237940039285380274899124225");
        assertThat(message.at("/state/status").asText()).isEqualTo("AVAILABLE");
        assertThat(message.get("dateCreated").asText()).isEqualTo("Jul 28, 2022 1:13:45 AM");
        assertThat(message.at("/imageRecipe/dateCreated").asText()).isEqualTo("Jul 28, 2022 1:13:45 AM");
        assertThat(message.at("/imageTestsConfigurationDocument/imageTestsEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(message.get("sourcePipelineArn").asText()).isEqualTo(pipeline);
        assertThat(message.has("sourcePipelineName")).isFalse();
        assertThat(message.at("/outputResources/amis")).hasSize(2);
        assertThat(message.at("/tags/resourceArn").asText()).isEqualTo(arn);
    }

    @Test
    void namesNoAmiOfAFailedImage() {
        emulation.fault("{\"kind\":\"COPY_FAILS\",\"region\":\"us-east-1\",\"accountId\":\"111111111111\"}");
        resources.start(resources.pipeline("golden", region("us-east-1", "111111111111")));

        emulation.finishBuilds();

        assertThat(emulation.published(Publication.Kind.SNS)).hasSize(1).allSatisfy(message -> {
            assertThat(message.at("/state/status").asText()).isEqualTo("FAILED");
            assertThat(message.at("/state/reason").asText()).contains("(ID: 111111111111) in Region us-east-1.");
            assertThat(message.at("/outputResources/amis")).isEmpty();
            assertThat(message.has("buildExecutionId")).isFalse();
        });
    }

    @Test
    void shufflesKeys() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        IntStream.range(0, 5).forEach(i -> resources.start(pipeline));

        emulation.finishBuilds();

        assertThat(emulation.published(Publication.Kind.SNS))
                .extracting(message -> message.fieldNames().next())
                .hasSize(5)
                .satisfies(
                        firstKeys -> assertThat(firstKeys.stream().distinct()).hasSizeGreaterThan(1));
    }

    @Test
    void fitsEveryMessageIntoSns() {
        Distribution[] regions = IntStream.range(0, 20)
                .mapToObj(i -> region(
                        "eu-test-" + i,
                        IntStream.range(0, 1500)
                                .mapToObj(account -> String.format("%012d", account))
                                .toArray(String[]::new)))
                .toArray(Distribution[]::new);
        String arn = resources.start(resources.pipeline("golden", regions));

        emulation.finishBuilds();

        assertThat(resources.copies(arn)).hasSize(30_001).doesNotHaveDuplicates();
        assertThat(emulation.publications())
                .allMatch(publication -> publication.message().getBytes(StandardCharsets.UTF_8).length <= 256 * 1024);
        assertThat(emulation.published(Publication.Kind.SNS))
                .extracting(message -> message.get("arn").asText())
                .containsExactly(arn);
    }

    @Test
    void publishesAnEventForEveryStateChange() {
        String arn = resources.start(resources.pipeline("golden", region("us-east-1")));

        emulation.finishBuilds();

        List<JsonNode> events = emulation.published(Publication.Kind.EVENTBRIDGE);
        assertThat(events)
                .extracting(event -> event.at("/detail/previous-state/status").asText() + " "
                        + event.at("/detail/state/status").asText())
                .containsExactly(
                        "PENDING CREATING",
                        "CREATING BUILDING",
                        "BUILDING TESTING",
                        "TESTING DISTRIBUTING",
                        "DISTRIBUTING AVAILABLE");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("source").asText()).isEqualTo("aws.imagebuilder");
            assertThat(event.get("detail-type").asText()).isEqualTo("EC2 Image Builder Image State Change");
            assertThat(event.at("/resources/0").asText()).isEqualTo(arn);
        });
    }

    @Test
    void publishesOnlyAnEventForACanceledBuild() {
        String arn = resources.start(resources.pipeline("golden", region("us-east-1")));

        emulation.client().cancelImageCreation(request -> request.imageBuildVersionArn(arn));

        assertThat(emulation.published(Publication.Kind.SNS)).isEmpty();
        assertThat(emulation.published(Publication.Kind.EVENTBRIDGE))
                .last()
                .extracting(event -> event.at("/detail/state/status").asText())
                .isEqualTo("CANCELLED");
    }

    @Test
    void publishesNothingForADeprecatedImage() {
        String arn = resources.start(resources.pipeline("golden", region("us-east-1")));
        emulation.finishBuilds();
        int before = emulation.publications().size();

        emulation.fault(
                "{\"kind\":\"IMAGE_STATE\",\"imageBuildVersionArn\":\"" + arn + "\",\"status\":\"DEPRECATED\"}");

        assertThat(resources.status(arn)).isEqualTo("DEPRECATED");
        assertThat(emulation.publications()).hasSize(before);
    }

    @Test
    void survivesASubscriberThatFails() {
        try (Emulation failing = new Emulation(options -> options.withSubscriber(publication -> {
            throw new IllegalStateException("no");
        }))) {
            SampleResources other = new SampleResources(failing.client());
            String arn = other.start(other.pipeline("golden", region("us-east-1")));

            failing.finishBuilds();

            assertThat(other.status(arn)).isEqualTo("AVAILABLE");
        }
    }

    @Test
    void publishesToAnSnsEndpoint() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer sns = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        sns.createContext("/", exchange -> {
            requests.add(URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sns.start();
        URI endpoint = URI.create("http://127.0.0.1:" + sns.getAddress().getPort());
        try (Emulation publishing = new Emulation(options -> options.withSnsEndpoint(endpoint))) {
            SampleResources other = new SampleResources(publishing.client());
            String arn = other.start(other.pipeline("golden", region("us-east-1")));

            publishing.finishBuilds();

            assertThat(requests).hasSize(1).allSatisfy(request -> assertThat(request)
                    .startsWith("Action=Publish&Message={")
                    .contains("\"arn\":\"" + arn + "\"", "&TopicArn=" + SampleResources.TOPIC + "&"));
        } finally {
            sns.stop(0);
        }
    }

    @Test
    void putsEventsToAnEventBridgeEndpointAndRegistersAmisInEc2() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] answer = "<r><imageId>ami-registered</imageId></r>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (Emulation publishing =
                new Emulation(options -> options.withEventsEndpoint(endpoint).withEc2Endpoint(endpoint))) {
            SampleResources other = new SampleResources(publishing.client());
            String arn = other.start(other.pipeline("golden", region("eu-west-1", "111111111111")));

            publishing.finishBuilds();

            assertThat(other.image(arn).outputResources().amis())
                    .extracting(ami -> ami.image())
                    .containsExactly("ami-registered", "ami-registered");
            assertThat(requests)
                    .anySatisfy(request -> assertThat(request)
                            .contains("111111111111/20260101/eu-west-1/ec2/", "Action=RegisterImage"))
                    .anySatisfy(request -> assertThat(request)
                            .contains("123456789012/20260101/us-east-1/events/")
                            .contains("\"Source\":\"aws.imagebuilder\"", arn, "\\\"status\\\":\\\"AVAILABLE\\\""));
        } finally {
            server.stop(0);
        }
    }
}

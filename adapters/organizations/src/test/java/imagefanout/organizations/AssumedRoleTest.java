package imagefanout.organizations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

class AssumedRoleTest {
    private static final String ROLE = "arn:aws:iam::999999999999:role/image-fanout-organization";
    private static final String ANSWER = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""";

    private final List<String> roleRequests = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            boolean isSts = body.contains("Action=AssumeRole");
            (isSts ? roleRequests : signatures)
                    .add(isSts ? body : exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = (isSts ? ANSWER : "{\"Roots\":[]}").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void signsEveryCallAsTheRoleThatItAssumesOnce() {
        Optional<URI> endpoint =
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        try (OrganizationsClient client = OrganizationsClients.create(
                        Optional.of(ROLE), OrganizationFixture.REGION, endpoint, endpoint)
                .client()) {
            client.listRoots();
            client.listRoots();
        }

        assertThat(roleRequests)
                .singleElement()
                .asString()
                .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A999999999999%3Arole");
        assertThat(signatures).hasSize(2).allMatch(signature -> signature.contains("Credential=ASIAASSUMED/"));
    }
}

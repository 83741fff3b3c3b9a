package emulators.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlTest {

    private final SocketlessClient client = new SocketlessClient(options -> options);

    @Test
    void loadsASeedWhileItRuns() {
        client.control(
                "POST", "seed", "{'infrastructureConfigurations':[{'name':'builders','instanceProfileName':'p'}]}");

        assertThat(client.call("ListInfrastructureConfigurations", "{}").get("infrastructureConfigurationSummaryList"))
                .hasSize(1);
        assertThat(client.send("POST", "/_emulator/seed", "", "{'infrastructureConfigurations':[{'name':'x'}]}")
                        .body()
                        .get("message")
                        .asText())
                .contains("infrastructureConfigurations[0]", "instanceProfileName");
    }

    @Test
    void isAsAtTheStartAfterAReset() {
        client.start(client.pipeline("golden", ""));
        client.control("POST", "faults", "{'kind':'CALL_REFUSED','operation':'ListImages','error':'ServiceException'}");
        client.control("POST", "clock", "{'advanceSeconds':60,'frozen':true}");

        client.control("POST", "reset", "");

        assertThat(client.control("GET", "requests", "").get("requests")).isEmpty();
        assertThat(client.call("ListImages", "{}").get("imageVersionList")).isEmpty();
        assertThat(client.control("GET", "clock", "").toString())
                .isEqualTo("{\"time\":\"2026-01-01T12:00:00Z\",\"frozen\":false}");
    }

    @Test
    void endsBuildsWhenTheClockIsAdvanced() {
        String build = client.start(client.pipeline("golden", ""));
        client.control("POST", "clock", "{'frozen':true}");
        client.clock().advance(Duration.ofDays(1));
        assertThat(client.image(build).at("/state/status").asText()).isEqualTo("CREATING");

        client.control("POST", "clock", "{'advanceSeconds':3600}");

        assertThat(client.image(build).at("/state/status").asText()).isEqualTo("AVAILABLE");
    }

    @Test
    void listsTheRequestsSoFar() {
        client.signFor("test", "eu-west-1");
        client.call("ListImages", "{}");
        client.getError("GetImage", "imageBuildVersionArn", "nonsense");

        JsonNode requests = client.control("GET", "requests", "").get("requests");

        assertThat(requests)
                .extracting(request -> request.get("operation").asText() + " "
                        + request.get("status").asInt() + " "
                        + request.get("region").asText())
                .containsExactly("ListImages 200 eu-west-1", "GetImage 400 eu-west-1");
        assertThat(client.control("DELETE", "requests", "").get("requests")).isEmpty();
    }

    @Test
    void servesTheAccountAndRegionOfTheSignature() {
        client.signFor("222222222222", "eu-west-1");
        String there = client.infrastructure("golden");
        client.signFor("AKIAIOSFODNN7EXAMPLE", "eu-west-1");
        String here = client.infrastructure("golden");

        assertThat(there).isEqualTo("arn:aws:imagebuilder:eu-west-1:222222222222:infrastructure-configuration/golden");
        assertThat(here).isEqualTo("arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/golden");
        assertThat(client.getError("GetInfrastructureConfiguration", "infrastructureConfigurationArn", there))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void finishesABuildBeforeItAnswersWhenBuildsTakeNoTime() {
        SocketlessClient instant = new SocketlessClient(options -> options.withBuildDuration(Duration.ZERO));

        String build = instant.start(instant.pipeline("golden", ""));

        assertThat(instant.image(build).at("/state/status").asText()).isEqualTo("AVAILABLE");
    }
}

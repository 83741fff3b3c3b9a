package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventJson;
import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import imagefanout.model.registry.WrittenValue;
import imagefanout.testing.GoldenImages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The schedule of the promotion rules. */
class PromotionRunTest {
    private static final String RUN = "{\"promotionRules\": true}";
    private static final String CHANNELS = "/v1/pipelines/golden-linux/channels";

    private final GoldenImages image = GoldenImages.fiveAmis(1);
    private final TestApi api = new TestApi().recorded(image);

    @Test
    void promotesWhatIsDueAndSaysOnWhatItRests() throws IOException {
        api.rules.put(ChannelAnswersTest.rule("prod", "dev", 0));
        promoteToDev();

        JsonNode answer = run(RUN);

        assertThat(answer.at("/promoted/0/imageArn").asText())
                .isEqualTo(image.arn().toString());
        assertThat(answer.at("/rules/0/status").asText()).isEqualTo("IDLE");
        TestApi.Response prod = api.get(CHANNELS + "/prod");
        assertThat(prod.text("/promotion/by")).isEqualTo("rule: prod follows dev after 0 days");
        assertThat(prod.json().at("/promotion/byRule").booleanValue()).isTrue();
        assertThat(prod.text("/promotion/facts/copies")).isEqualTo("5 of 5");
        assertThat(run(RUN).at("/promoted")).isEmpty();
    }

    @Test
    void aDryRunPromotesNothingAndSaysWhatWould() throws IOException {
        api.rules.put(ChannelAnswersTest.rule("prod", "dev", 0));
        promoteToDev();

        JsonNode answer = run("{\"promotionRules\": true, \"dryRun\": true}");

        assertThat(answer.at("/rules/0/status").asText()).isEqualTo("DUE");
        assertThat(answer.at("/rules/0/nextImageArn").asText())
                .isEqualTo(image.arn().toString());
        assertThat(api.get(CHANNELS + "/prod").status()).isEqualTo(404);
    }

    @Test
    void aRuleThatCannotBeReadFailsTheRunAfterAllOthersWereApplied() throws IOException {
        Map<String, WrittenValue> bad = new HashMap<>(ChannelAnswersTest.rule("a-first", "dev", 0));
        bad.remove("days");
        api.rules.put(bad).put(ChannelAnswersTest.rule("prod", "dev", 0));
        promoteToDev();

        assertThatThrownBy(() -> run(RUN))
                .isInstanceOf(EventFailedException.class)
                .hasMessageContaining("days is missing");
        assertThat(api.get(CHANNELS + "/prod").text("/imageArn"))
                .isEqualTo(image.arn().toString());
        assertThat(run("{\"promotionRules\": true, \"dryRun\": true}")
                        .at("/complete")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void refusesAnotherEvent() {
        for (String event : List.of(
                "{\"promotionRules\": \"yes\"}",
                "{\"promotionRules\": true, \"dryrun\": true}",
                "{\"promotionRules\": true, \"dryRun\": 1}")) {
            assertThatThrownBy(() -> run(event)).as(event).isInstanceOf(MalformedException.class);
        }
    }

    private void promoteToDev() {
        String body = "{\"imageArn\": \"" + image.arn() + "\", \"reason\": \"tested\"}";
        assertThat(api.send("PUT", CHANNELS + "/dev", Map.of(), body).status()).isEqualTo(200);
    }

    private JsonNode run(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new QueryImagesHandler(api.started())
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                        answer,
                        new DirectInvocation("query-images", "test", Deadline.none()));
        return EventJson.object(answer.toString(StandardCharsets.UTF_8));
    }
}

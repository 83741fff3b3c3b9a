package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventJson;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time for the reads of an answer. */
class ReadBudgetTest {
    private static final JsonNode PIPELINES = EventJson.object("{\"routeKey\": \"GET /v1/pipelines\"}");

    private final List<Duration> given = new ArrayList<>();
    private int atOnce = 1;
    private final QueryImages queryImages = new QueryImages(
            deadline -> {
                given.add(deadline.left());
                if (given.size() < atOnce) {
                    ask(PIPELINES); // the next request arrives before this one is answered
                }
                throw new StorageException("throttled", new IllegalStateException("throttled"));
            },
            TestApi.METRICS,
            Clock.fixed(TestApi.NOW, ZoneOffset.UTC));

    @Test
    void everyRequestThatArrivesBeforeTheFirstAnswerIsAFirstOne() {
        atOnce = 30;
        ask(PIPELINES);
        atOnce = 1;
        ask(PIPELINES);

        assertThat(given.subList(0, 30)).containsOnly(ReadBudget.FIRST);
        assertThat(given.subList(30, 31)).containsOnly(ReadBudget.USUAL);
    }

    private void ask(JsonNode event) {
        assertThat(queryImages.answer(event, Deadline.none()).statusCode()).isEqualTo(503);
    }
}

package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.lambda.DirectInvocation;
import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedule's daily call, which keeps the published version active. */
class KeepActiveTest {
    private final QueryImagesHandler handler = new QueryImagesHandler(new QueryImages(
            deadline -> {
                throw new AssertionError("the daily call needs no table");
            },
            TestApi.METRICS,
            Clock.systemUTC()));

    @Test
    void theDailyCallIsAnsweredWithoutATable() throws IOException {
        assertThat(handle("{\"keepActive\": true}")).isEqualTo("{\"keptActive\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"keepActive\": false}", "{\"keepActive\": \"true\"}", "[]", "true", ""})
    void noOtherTextIsTheDailyCall(String event) throws IOException {
        if (event.startsWith("{")) {
            assertThat(handle(event)).contains("\"statusCode\":404");
        } else {
            assertThatThrownBy(() -> handle(event)).isInstanceOf(MalformedException.class);
        }
    }

    private String handle(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new DirectInvocation("query-images", "test", Deadline.none()));
        return answer.toString(StandardCharsets.UTF_8);
    }
}

package imagefanout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    record Place(String region, List<String> accounts) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{} {}", "{\"region\":1,\"region\":2}", "\"hunter2\""})
    void rejectsInvalidEventsWithoutQuotingThem(String text) {
        assertThatThrownBy(() -> EventJson.object(text))
                .isInstanceOf(MalformedException.class)
                .hasNoCause()
                .satisfies(refused -> assertThat(LogRedaction.redact((RuntimeException) refused))
                        .message()
                        .doesNotContain("hunter2"));
    }

    @Test
    void omitsNullMembers() {
        assertThat(new String(EventJson.bytes(new Place("eu-west-1", null)), StandardCharsets.UTF_8))
                .isEqualTo("{\"region\":\"eu-west-1\"}");
    }
}

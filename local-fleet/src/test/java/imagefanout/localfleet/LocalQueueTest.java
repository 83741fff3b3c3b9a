package imagefanout.localfleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalQueueTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final List<List<String>> batches = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private final List<String> deadLetters = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-05T10:00:00Z");
    private final LocalQueue queue = new LocalQueue(new Recipient(), DELAY, new MovedClock());

    @Test
    void deliversNoMessageBeforeItsDelayHasPassed() {
        queue.send("one");
        queue.deliver();
        now = now.plus(DELAY);

        assertThat(batches).isEmpty();
        queue.deliver();
        assertThat(batches).containsExactly(List.of("one"));
    }

    @Test
    void deliversTheMessagesThatAreDueTogetherAndOnce() {
        queue.send("one");
        queue.send("two");
        now = now.plus(DELAY);
        queue.send("three");
        queue.deliver();
        queue.deliver();

        assertThat(batches).containsExactly(List.of("one", "two"));
    }

    @Test
    void deliversOnlyTheFailedMessagesAgain() {
        queue.send("one");
        queue.send("two");
        now = now.plus(DELAY);
        failing.add("two");
        queue.deliver();
        failing.clear();
        queue.deliver();

        assertThat(batches).containsExactly(List.of("one", "two"), List.of("two"));
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void givesAMessageUpAfterThreeAttempts() {
        queue.send("one");
        now = now.plus(DELAY);
        failing.add("one");
        for (int attempt = 1; attempt <= 4; attempt++) {
            queue.deliver();
        }

        assertThat(batches).hasSize(3);
        assertThat(deadLetters).containsExactly("one");
    }

    private final class Recipient implements LocalQueue.Target {
        @Override
        public byte[] invoke(byte[] event) throws IOException {
            JsonNode records = JSON.readTree(event).path("Records");
            batches.add(records.findValuesAsText("body"));
            List<String> failed = new ArrayList<>();
            records.forEach(record -> {
                if (failing.contains(record.path("body").asText())) {
                    failed.add(
                            "{\"itemIdentifier\":\"" + record.path("messageId").asText() + "\"}");
                }
            });
            return ("{\"batchItemFailures\":[" + String.join(",", failed) + "]}").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void addDeadLetter(String body) {
            deadLetters.add(body);
        }
    }

    private final class MovedClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock has no other zone");
        }
    }
}

package imagefanout.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StoredKeyTest {
    @Test
    void roundTripsThroughAnItem() {
        StoredKey key = new StoredKey("partition", "sort");

        assertThat(StoredKey.of(key.toMap())).isEqualTo(key);
        assertThat(key.toMap()).containsOnlyKeys("PK", "SK");
    }

    @Test
    void timesAndNumbersSortAsTexts() {
        Instant at = Instant.parse("2026-01-02T03:04:05.000600007Z");

        assertThat(StoredKey.milliseconds(at)).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(StoredKey.nanoseconds(at)).isEqualTo("2026-01-02T03:04:05.000600007Z");
        assertThat(StoredKey.number(9)).isEqualTo("0000000009").isLessThan(StoredKey.number(10));
    }
}

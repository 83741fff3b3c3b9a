package imagefanout.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StoredKeyTest {
    @Test
    void roundTripsThroughAnItem() {
        StoredKey key = new StoredKey("partition", "sort");

        assertThat(StoredKey.of(key.toMap())).isEqualTo(key);
        assertThat(key.toMap()).containsOnlyKeys("PK", "SK");
    }
}

package imagefanout.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ItemKeyTest {
    @Test
    void isFoundAgainInAnItem() {
        ItemKey key = new ItemKey("partition", "sort");

        assertThat(ItemKey.of(key.toMap())).isEqualTo(key);
        assertThat(key.toMap()).containsOnlyKeys("PK", "SK");
    }
}

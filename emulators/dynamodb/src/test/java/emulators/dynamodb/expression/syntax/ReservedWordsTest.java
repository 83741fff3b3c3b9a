package emulators.dynamodb.expression.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"ABORT", "abort", "Status", "name", "data", "count", "items", "size", "ttl", "UUID", "zone"})
    void areReservedInAnyCase(String word) {
        assertThat(ReservedWords.contains(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pk", "sk", "statuses", "attribute_exists", "remove"})
    void areNoOthers(String word) {
        assertThat(ReservedWords.contains(word)).isFalse();
    }
}

package emulators.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SetValueTest {

    @Test
    void ignoresTheOrderInEquality() {
        assertThat(strings("a", "b")).isEqualTo(strings("b", "a")).hasSameHashCodeAs(strings("b", "a"));
        assertThat(strings("1")).isNotEqualTo(new NumberSet(Set.of(NumberValue.of(1))));
    }

    @Test
    void unitesAndSubtracts() {
        assertThat(strings("a", "b").union(strings("c", "b"))).isEqualTo(strings("a", "b", "c"));
        assertThat(strings("a", "b").minus(strings("b", "c"))).contains(strings("a"));
        assertThat(strings("a", "b").minus(strings("b", "a"))).isEmpty();
    }

    @Test
    void keepsTheOrderInWhichElementsWereAdded() {
        assertThat(strings("b", "a").union(strings("c")).toJson()).hasToString("{\"SS\":[\"b\",\"a\",\"c\"]}");
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> new StringSet(Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid set []: expected at least one element.");
    }

    @Test
    void findsBytesInOnePiece() {
        BinaryValue value = BinaryValue.of((byte) 1, (byte) 2, (byte) 3);

        assertThat(value.contains(BinaryValue.of((byte) 2, (byte) 3))).isTrue();
        assertThat(value.contains(BinaryValue.of((byte) 1, (byte) 3))).isFalse();
        assertThat(value.contains(BinaryValue.of())).isTrue();
        assertThat(value.startsWith(BinaryValue.of((byte) 1, (byte) 2))).isTrue();
        assertThat(value.startsWith(BinaryValue.of((byte) 2))).isFalse();
    }

    @Test
    void keepsItsBytesToItself() {
        byte[] bytes = {1, 2};
        BinaryValue value = BinaryValue.of(bytes);

        bytes[0] = 9;
        value.bytes()[1] = 9;

        assertThat(value).isEqualTo(BinaryValue.of((byte) 1, (byte) 2));
        assertThat(List.of(value)).contains(BinaryValue.of((byte) 1, (byte) 2));
    }

    private static StringSet strings(String... texts) {
        return new StringSet(
                Stream.of(texts).map(StringValue::new).collect(Collectors.toCollection(LinkedHashSet::new)));
    }
}

package emulators.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ItemTest {

    private static final StringValue TEXT = new StringValue("text");

    @ParameterizedTest
    @MethodSource
    void measuresNamesAndValuesInBytes(AttributeValue value, long size) {
        assertThat(value.size()).isEqualTo(size);
        assertThat(Item.of(Map.of("näme", value)).size()).isEqualTo(5 + size);
    }

    static Stream<Arguments> measuresNamesAndValuesInBytes() {
        return Stream.of(
                Arguments.of(new StringValue(""), 0),
                Arguments.of(new StringValue("aß€😀"), 1 + 2 + 3 + 4),
                Arguments.of(NumberValue.of(1234), 3),
                Arguments.of(BinaryValue.of(new byte[5]), 5),
                Arguments.of(new BooleanValue(false), 1),
                Arguments.of(new NullValue(), 1),
                Arguments.of(new StringSet(Set.of(new StringValue("ab"), new StringValue("c"))), 3),
                Arguments.of(new NumberSet(Set.of(NumberValue.of(1), NumberValue.of(-1))), 2 + 3),
                Arguments.of(new ListValue(List.of()), 3),
                Arguments.of(new ListValue(List.of(TEXT, TEXT)), 3 + 2 * (1 + 4)),
                Arguments.of(new MapValue(Map.of()), 3),
                Arguments.of(new MapValue(Map.of("ab", TEXT)), 3 + 1 + 2 + 4),
                Arguments.of(new ListValue(List.of(new MapValue(Map.of()))), 3 + 1 + 3));
    }

    @Test
    void ignoresTheOrderOfAttributesInEquality() {
        Item first = Item.empty().with("a", TEXT).with("b", NumberValue.of(1));
        Item second = Item.empty().with("b", NumberValue.of(1)).with("a", TEXT);

        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(first).isNotEqualTo(first.without("b"));
    }

    @Test
    void staysAsItIsWhenCopiesChange() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(Map.of("a", TEXT));
        Item item = Item.of(attributes);

        attributes.put("b", TEXT);
        Item changed = item.with("a", NumberValue.of(1)).with("c", TEXT);

        assertThat(item.toJson()).hasToString("{\"a\":{\"S\":\"text\"}}");
        assertThat(changed.attributes()).containsOnlyKeys("a", "c");
        assertThat(changed.without("a").without("c")).isEqualTo(Item.empty());
        assertThat(item.without("none")).isSameAs(item);
    }
}

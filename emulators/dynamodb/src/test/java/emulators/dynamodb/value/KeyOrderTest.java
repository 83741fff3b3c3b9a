package emulators.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private final KeyOrder order = new KeyOrder();

    @Test
    void ordersTextByItsUtf8Bytes() {
        assertSorted(Stream.of("", "A", "AA", "B", "a", "ß", "\uE000", "\uFFFF", "😀", "😁")
                .map(StringValue::new));
    }

    @Test
    void ordersAnyTextByItsUtf8Bytes() {
        Random random = new Random(20120810);
        for (int i = 0; i < 2_000; i++) {
            String left = text(random);
            String right = text(random);

            int expected = Arrays.compareUnsigned(bytes(left), bytes(right));

            assertThat(Integer.signum(order.compare(new StringValue(left), new StringValue(right))))
                    .as("%s and %s", left, right)
                    .isEqualTo(Integer.signum(expected));
            assertThat(Utf8.length(left)).isEqualTo(bytes(left).length);
        }
    }

    @Test
    void ordersNumbersByTheirValue() {
        assertSorted(Stream.of("-1E125", "-10", "-9", "-1E-130", "0", "1E-130", "9", "10", "1E125")
                .map(NumberValue::parse));
    }

    @Test
    void ordersBytesAsUnsigned() {
        assertSorted(Stream.of(new byte[] {}, new byte[] {0}, new byte[] {127}, new byte[] {127, 0}, new byte[] {-128})
                .map(BinaryValue::of));
    }

    @Test
    void refusesValuesWithoutAnOrder() {
        assertThat(KeyOrder.orders(NumberValue.of(1), new StringValue("1"))).isFalse();
        assertThat(KeyOrder.orders(new NullValue(), new NullValue())).isFalse();
        assertThatThrownBy(() -> order.compare(NumberValue.of(1), new StringValue("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No order between values of types N and S: expected two of type S, N or B.");
    }

    private void assertSorted(Stream<AttributeValue> values) {
        List<AttributeValue> sorted = values.toList();
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = 0; j < sorted.size(); j++) {
                assertThat(Integer.signum(order.compare(sorted.get(i), sorted.get(j))))
                        .as("%s and %s", sorted.get(i), sorted.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    private static String text(Random random) {
        int[] alphabet = {'a', 'b', 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
        int[] codePoints = random.ints(random.nextInt(4), 0, alphabet.length)
                .map(i -> alphabet[i])
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

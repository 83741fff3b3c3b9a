package emulators.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberValueTest {

    private static final String GREATEST = "9.9999999999999999999999999999999999999E+125";

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 0
            -0, 0
            -0.00, 0
            0E999, 0
            00042, 42
            +1, 1
            .5, 0.5
            5., 5
            1.0, 1
            3.1400, 3.14
            1.5E2, 150
            1e2, 100
            0042.1200, 42.12
            12345678901234567890123456789012345678, 12345678901234567890123456789012345678
            0.00000000000000000000000000000000000001, 0.00000000000000000000000000000000000001
            """)
    void answersNumbersWithoutExponentAndWithoutZerosThatDoNotCount(String text, String answered) {
        assertThat(NumberValue.parse(text).toString()).isEqualTo(answered);
    }

    @Test
    void keepsTheGreatestAndTheSmallestMagnitudes() {
        assertThat(NumberValue.parse(GREATEST).toString())
                .hasSize(126)
                .startsWith("9999")
                .endsWith("000");
        assertThat(NumberValue.parse("-" + GREATEST).toString()).hasSize(127);
        assertThat(NumberValue.parse("1E-130").toString()).hasSize(132).endsWith("01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1E126                                     | Number overflow. Attempting to store a number with magnitude larger than supported range
            -1E126                                    | Number overflow. Attempting to store a number with magnitude larger than supported range
            1E-131                                    | Number underflow. Attempting to store a number with magnitude smaller than supported range
            123456789012345678901234567890123456789   | Attempting to store more than 38 significant digits in a Number
            0.100000000000000000000000000000000000001 | Attempting to store more than 38 significant digits in a Number
            abc                                       | The parameter cannot be converted to a numeric value: abc
            ' 1'                                      | The parameter cannot be converted to a numeric value:  1
            1f                                        | The parameter cannot be converted to a numeric value: 1f
            0x1                                       | The parameter cannot be converted to a numeric value: 0x1
            NaN                                       | The parameter cannot be converted to a numeric value: NaN
            1e99999999999                             | The parameter cannot be converted to a numeric value: 1e99999999999
            .                                         | The parameter cannot be converted to a numeric value: .
            ''                                        | The parameter cannot be converted to a numeric value
            """)
    void refusesWhatIsNoNumberOrOutOfRange(String text, String message) {
        assertThatThrownBy(() -> NumberValue.parse(text))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 1
            -0, 1
            1, 2
            12, 2
            123, 3
            1234, 3
            12345678901234567890123456789012345678, 20
            0042, 2
            100, 2
            1010, 3
            0.0000001, 2
            1E125, 2
            1E-100, 2
            1.5, 3
            15, 2
            1.200, 3
            1.234, 4
            3.14159, 5
            123456, 4
            100.5, 4
            0.15, 2
            -42, 3
            """)
    void takesAByteForTwoDigitsOnEachSideOfThePoint(String text, long bytes) {
        assertThat(NumberValue.parse(text).size()).isEqualTo(bytes);
    }

    @Test
    void equalsWhateverTheSpelling() {
        assertThat(NumberValue.parse("1.50E1")).isEqualTo(NumberValue.of(15)).hasSameHashCodeAs(NumberValue.of(15));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.2, 0.3, -0.1", "5, 5, 10, 0", "1E20, 1, 100000000000000000001, 99999999999999999999"})
    void addsAndSubtractsExactly(String left, String right, String sum, String difference) {
        NumberValue first = NumberValue.parse(left);
        NumberValue second = NumberValue.parse(right);

        assertThat(first.plus(second)).hasToString(sum);
        assertThat(first.minus(second)).hasToString(difference);
    }

    @Test
    void refusesSumsThatWouldHaveToBeRounded() {
        NumberValue long38 = NumberValue.parse("12345678901234567890123456789012345678");

        assertThatThrownBy(() -> long38.plus(NumberValue.parse("0.5")))
                .hasMessage("Attempting to store more than 38 significant digits in a Number");
        assertThatThrownBy(() -> NumberValue.parse("9.9E125").plus(NumberValue.parse("9.9E125")))
                .hasMessageStartingWith("Number overflow.");
    }
}

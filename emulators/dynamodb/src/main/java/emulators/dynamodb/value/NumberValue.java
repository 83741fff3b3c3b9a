package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/**
 * An attribute of type {@code N}: up to 38 significant digits and a magnitude between 1E-130 and 9.99…E+125. Stored without leading and trailing zeros, so that equal numbers are equal values.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number">Number</a>
 */
public record NumberValue(BigDecimal number) implements AttributeValue, Comparable<NumberValue> {

    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    /** @throws ValidationException if the number has too many digits or is out of range */
    public NumberValue {
        number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (number.signum() != 0) {
            checkRange(number);
        }
        if (number.precision() > MAX_DIGITS) {
            throw new ValidationException("Attempting to store more than 38 significant digits in a Number");
        }
    }

    public static NumberValue of(long number) {
        return new NumberValue(BigDecimal.valueOf(number));
    }

    /** @throws ValidationException if the text is not a number, has too many digits or is out of range */
    public static NumberValue parse(String text) {
        return new NumberValue(NumberSyntax.parse(text));
    }

    /**
     * Returns the sum. It must be a valid number, because the service does not round.
     *
     * @throws ValidationException if the sum has too many digits or is out of range
     */
    public NumberValue plus(NumberValue other) {
        return new NumberValue(number.add(other.number));
    }

    /**
     * Returns the difference. It must be a valid number, because the service does not round.
     *
     * @throws ValidationException if the difference has too many digits or is out of range
     */
    public NumberValue minus(NumberValue other) {
        return new NumberValue(number.subtract(other.number));
    }

    @Override
    public String type() {
        return "N";
    }

    /**
     * One byte, plus one for a minus sign, plus one for each two significant digits. Digits before and after the decimal point are counted separately, so 1.5 takes one byte more than 15. This matches the service; the documentation simplifies the rule.
     */
    @Override
    public long size() {
        if (number.signum() == 0) {
            return 1;
        }
        int fraction = Math.min(Math.max(number.scale(), 0), number.precision());
        int whole = number.precision() - fraction;
        return 1L + pairs(whole) + pairs(fraction) + (number.signum() < 0 ? 1 : 0);
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("N", toString());
    }

    @Override
    public int compareTo(NumberValue other) {
        return number.compareTo(other.number);
    }

    /** Returns the number in the service's format, never with an exponent. */
    @Override
    public String toString() {
        return number.toPlainString();
    }

    private static int pairs(int digits) {
        return (digits + 1) / 2;
    }

    private static void checkRange(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale() - 1;
        if (exponent > MAX_EXPONENT) {
            throw new ValidationException(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < MIN_EXPONENT) {
            throw new ValidationException(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
    }
}

package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An attribute of type {@code N}: up to 38 significant digits and a magnitude between 1E-130 and 9.99…E+125. Kept
 * without leading and trailing zeros, so that equal numbers are equal values.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number">Number</a>
 */
public record NumberValue(BigDecimal number) implements AttributeValue, Comparable<NumberValue> {

    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    private static final MathContext SUM = new MathContext(MAX_DIGITS, RoundingMode.HALF_UP);

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

    /** The sum, as {@code SET} and {@code ADD} compute it. */
    public NumberValue plus(NumberValue other) {
        return new NumberValue(number.add(other.number, SUM));
    }

    /** The difference, as {@code SET} computes it. */
    public NumberValue minus(NumberValue other) {
        return new NumberValue(number.subtract(other.number, SUM));
    }

    @Override
    public String type() {
        return "N";
    }

    @Override
    public long size() {
        return number.signum() == 0 ? 1 : 1 + (number.precision() + 1) / 2;
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("N", toString());
    }

    @Override
    public int compareTo(NumberValue other) {
        return number.compareTo(other.number);
    }

    /** The number as the service answers it: never with an exponent. */
    @Override
    public String toString() {
        return number.toPlainString();
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

package emulators.dynamodb.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The syntax of numbers in requests: decimal digits, at most one point, and an exponent of at most a few digits. */
final class NumberSyntax {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE]([+-]?[0-9]+))?");

    /** More digits than any valid number can have. Parsing more would waste time. */
    private static final int MAX_LENGTH = 1_000;

    private NumberSyntax() {}

    static BigDecimal parse(String text) {
        if (text.isEmpty()) {
            throw new ValidationException("The parameter cannot be converted to a numeric value");
        }
        if (text.length() > MAX_LENGTH || !NUMBER.matcher(text).matches()) {
            throw notNumeric(text);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // The exponent exceeds the range of int, so DynamoDB cannot store the number.
            throw notNumeric(text);
        }
    }

    private static ValidationException notNumeric(String text) {
        return new ValidationException("The parameter cannot be converted to a numeric value: " + text);
    }
}

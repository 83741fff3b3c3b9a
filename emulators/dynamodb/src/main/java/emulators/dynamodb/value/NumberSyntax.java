package emulators.dynamodb.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** How requests spell numbers: decimal digits, at most one point, and an exponent of at most a few digits. */
final class NumberSyntax {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE]([+-]?[0-9]+))?");

    /** More digits than any number in range has; parsing them would only cost time. */
    private static final int LONGEST = 1_000;

    private NumberSyntax() {}

    static BigDecimal parse(String text) {
        if (text.isEmpty()) {
            throw new ValidationException("The parameter cannot be converted to a numeric value");
        }
        if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
            throw notNumeric(text);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // An exponent beyond the range of int: no number that DynamoDB could store.
            throw notNumeric(text);
        }
    }

    private static ValidationException notNumeric(String text) {
        return new ValidationException("The parameter cannot be converted to a numeric value: " + text);
    }
}

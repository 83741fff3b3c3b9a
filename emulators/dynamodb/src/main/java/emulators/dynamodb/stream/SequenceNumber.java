package emulators.dynamodb.stream;

import emulators.dynamodb.value.ValidationException;
import java.math.BigInteger;

/** Formats and parses sequence numbers, which have at least 21 digits in the API. */
public final class SequenceNumber {

    private static final BigInteger FIRST = BigInteger.TEN.pow(20);

    private SequenceNumber() {}

    static String text(long sequence) {
        return FIRST.add(BigInteger.valueOf(sequence)).toString();
    }

    /** @throws ValidationException if the text is not a valid sequence number */
    public static long parse(String text) {
        try {
            return new BigInteger(text).subtract(FIRST).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new ValidationException("Invalid SequenceNumber: " + text);
        }
    }
}

package emulators.dynamodb.stream;

import emulators.dynamodb.value.ValidationException;
import java.math.BigInteger;

/** Sequence numbers as the API writes them: at least 21 digits. */
public final class SequenceNumber {

    private static final BigInteger FIRST = BigInteger.TEN.pow(20);

    private SequenceNumber() {}

    static String text(long sequence) {
        return FIRST.add(BigInteger.valueOf(sequence)).toString();
    }

    /** @throws ValidationException if no record has the number */
    public static long parse(String text) {
        try {
            return new BigInteger(text).subtract(FIRST).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new ValidationException("Invalid SequenceNumber: " + text);
        }
    }
}

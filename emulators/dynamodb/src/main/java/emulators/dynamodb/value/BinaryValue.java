package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.Base64;

/** An attribute of type {@code B}: bytes, ordered as unsigned numbers. */
public final class BinaryValue implements AttributeValue, Comparable<BinaryValue> {

    private final byte[] bytes;

    private BinaryValue(byte[] bytes) {
        this.bytes = bytes;
    }

    public static BinaryValue of(byte... bytes) {
        return new BinaryValue(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether this value starts with the other. */
    public boolean startsWith(BinaryValue prefix) {
        int length = prefix.bytes.length;
        return bytes.length >= length && Arrays.equals(bytes, 0, length, prefix.bytes, 0, length);
    }

    /** Whether this value contains the other as a contiguous sequence. */
    public boolean contains(BinaryValue part) {
        int length = part.bytes.length;
        for (int start = 0; start + length <= bytes.length; start++) {
            if (Arrays.equals(bytes, start, start + length, part.bytes, 0, length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String type() {
        return "B";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("B", toString());
    }

    @Override
    public int compareTo(BinaryValue other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryValue binary && Arrays.equals(bytes, binary.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the bytes in Base64. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

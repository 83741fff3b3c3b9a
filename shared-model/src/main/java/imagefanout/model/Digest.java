package imagefanout.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The first 128 bits of a SHA-256, as 32 hexadecimal digits: equal content, equal digest. */
public record Digest(String hex) implements OrderedByText<Digest> {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public Digest {
        MalformedException.check(hex, FORM, "a digest of 32 hexadecimal digits");
    }

    /** Begins a digest. Digests of different kinds are never equal. */
    public static Builder of(String kind) {
        return new Builder().add(kind);
    }

    @Override
    public String toString() {
        return hex;
    }

    /** A digest that is being built. Each text is preceded by its length, so different sequences of texts give different input. */
    public static final class Builder {
        private final MessageDigest sha256;

        private Builder() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        public Builder add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha256.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            sha256.update(bytes);
            return this;
        }

        public Builder add(Optional<?> text) {
            return text.isPresent() ? add("+").add(text.get().toString()) : add("-");
        }

        public Builder add(int number) {
            return add(Integer.toString(number));
        }

        public Digest end() {
            byte[] all = sha256.digest();
            return new Digest(HexFormat.of().formatHex(all, 0, BYTES));
        }
    }
}

package imagefanout.imagebuilder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tokens by which the service recognises a request that it has served before: 32 characters that follow from what is sent,
 * so that sending it again, from another invocation too, changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html">ensuring idempotency</a>
 */
final class ClientToken {
    private static final int BYTES = 16;

    private ClientToken() {}

    static String of(String... sent) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : sent) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

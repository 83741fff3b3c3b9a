package imagefanout.imagebuilder;

import imagefanout.model.Digest;

/**
 * Idempotency tokens of 32 characters, derived from the request: sending the same request again, even from another
 * invocation, changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html">ensuring idempotency</a>
 */
final class ClientToken {
    private ClientToken() {}

    static String of(String... sent) {
        Digest.Builder digest = Digest.of("request");
        for (String text : sent) {
            digest.add(text);
        }
        return digest.end().hex();
    }
}

package imagefanout.imagebuilder;

import imagefanout.model.Digest;

/**
 * Tokens by which the service recognises a request that it has served before: 32 characters that follow from what is sent,
 * so that sending it again, from another invocation too, changes nothing.
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

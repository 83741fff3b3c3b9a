package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The access key and Region that a request is signed with. The signature is not verified.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 *     methods</a>
 */
public record CredentialScope(String accessKey, String region) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/\\s,&]+)(?:/|%2F)[0-9]{8}(?:/|%2F)([a-z0-9-]+)(?:/|%2F)");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    public CredentialScope {
        requireNonNull(accessKey, "accessKey");
        requireNonNull(region, "region");
    }

    /** Reads the credential from an Authorization header or a presigned query. */
    static Optional<CredentialScope> in(String text) {
        return Optional.of(CREDENTIAL.matcher(text))
                .filter(Matcher::find)
                .map(found -> new CredentialScope(found.group(1), found.group(2)));
    }

    /** Returns the account. By convention among emulators, a 12-digit access key is an account ID. */
    public Optional<String> account() {
        return Optional.of(accessKey).filter(key -> ACCOUNT.matcher(key).matches());
    }
}

package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who signed a request, and for which Region. The signature itself is not checked.
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

    /** The credential in an Authorization header or in a signed query. */
    static Optional<CredentialScope> in(String text) {
        return Optional.of(CREDENTIAL.matcher(text))
                .filter(Matcher::find)
                .map(found -> new CredentialScope(found.group(1), found.group(2)));
    }

    /** The account: by a convention of emulators, an access key of twelve digits is one. */
    public Optional<String> account() {
        return Optional.of(accessKey).filter(key -> ACCOUNT.matcher(key).matches());
    }
}

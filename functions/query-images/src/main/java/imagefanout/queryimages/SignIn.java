package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Malformed;
import java.net.URI;

/**
 * Where the dashboard sends a person to sign in, with the authorization code flow and PKCE.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636, Proof Key for Code Exchange</a>
 */
record SignIn(URI authorizeUrl, URI tokenUrl, String clientId, String scopes) {
    SignIn {
        requireNonNull(clientId, "clientId");
        requireNonNull(scopes, "scopes");
        requireUrl(authorizeUrl);
        requireUrl(tokenUrl);
    }

    private static void requireUrl(URI url) {
        boolean secure =
                "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && "localhost".equals(url.getHost());
        if (!secure || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new Malformed("an https URL", url.toString());
        }
    }

    /** The origin that the page must be let talk to. */
    String tokenOrigin() {
        return tokenUrl.getScheme() + "://" + tokenUrl.getRawAuthority();
    }
}

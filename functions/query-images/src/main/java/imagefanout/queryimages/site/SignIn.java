package imagefanout.queryimages.site;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How the dashboard signs users in: authorization code flow with PKCE. The settings are variables of the API's stage, so that a
 * new issuer needs no new version of the function.
 *
 * @param authorizeUrl may have a query
 * @param scopes what the page requests for reading, with spaces between them
 * @param holdScope what it requests in addition when a person holds, releases, promotes or approves, with spaces between them
 * @param needs the scopes that the API checks in a token, so that the page can say what a token lacks
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html">stage variables</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636, Proof Key for Code Exchange</a>
 */
public record SignIn(
        URI authorizeUrl, URI tokenUrl, String clientId, String scopes, String holdScope, CheckedScopes needs) {
    public static final String CLIENT_ID = "signInClientId";
    public static final String AUTHORIZE_URL = "signInAuthorizeUrl";
    public static final String TOKEN_URL = "signInTokenUrl";
    public static final String READ_SCOPE = "signInReadScope";
    public static final String HOLD_SCOPE = "signInHoldScope";
    public static final String HOLD_NEEDS = "holdScope";
    public static final String PROMOTE_NEEDS = "promoteScope";
    public static final String APPROVE_NEEDS = "approveScope";

    /** One scope for each kind of change. */
    public record CheckedScopes(String hold, String promote, String approve) {
        public CheckedScopes {
            requireNonNull(hold, "hold");
            requireNonNull(promote, "promote");
            requireNonNull(approve, "approve");
        }
    }

    public SignIn {
        requireNonNull(clientId, "clientId");
        requireNonNull(scopes, "scopes");
        requireNonNull(holdScope, "holdScope");
        requireNonNull(needs, "needs");
        requireUrl(authorizeUrl);
        requireUrl(tokenUrl);
    }

    /**
     * Empty when the stage has no client ID.
     *
     * @throws MalformedException when it has one, but another variable is missing or malformed
     */
    public static Optional<SignIn> of(Map<String, String> stageVariables) {
        return Optional.ofNullable(stageVariables.get(CLIENT_ID))
                .map(clientId -> new SignIn(
                        URI.create(required(stageVariables, AUTHORIZE_URL)),
                        URI.create(required(stageVariables, TOKEN_URL)),
                        clientId,
                        scopes(stageVariables, READ_SCOPE),
                        scopes(stageVariables, HOLD_SCOPE),
                        new CheckedScopes(
                                required(stageVariables, HOLD_NEEDS),
                                required(stageVariables, PROMOTE_NEEDS),
                                required(stageVariables, APPROVE_NEEDS))));
    }

    /** A stage variable cannot contain a space. */
    private static String scopes(Map<String, String> stageVariables, String name) {
        return required(stageVariables, name).replace(',', ' ');
    }

    private static String required(Map<String, String> stageVariables, String name) {
        String text = stageVariables.get(name);
        if (text == null) {
            throw new MalformedException("a value of the stage variable " + name, null);
        }
        return text;
    }

    private static void requireUrl(URI url) {
        boolean secure =
                "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && "localhost".equals(url.getHost());
        if (!secure || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new MalformedException("an https URL", url.toString());
        }
    }

    /** The origin that the page may connect to. */
    String tokenOrigin() {
        return tokenUrl.getScheme() + "://" + tokenUrl.getRawAuthority();
    }
}

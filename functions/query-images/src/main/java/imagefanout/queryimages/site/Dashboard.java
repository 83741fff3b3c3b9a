package imagefanout.queryimages.site;

import imagefanout.model.Digest;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Serves the dashboard: a page with inline style and script, and a Content-Security-Policy that allows only these two. The page
 * has no data: its script calls this API like any other client. The script is written in a file for each view, and sent as one:
 * a page of one document needs no further routes, and is never half old and half new.
 */
public final class Dashboard {
    private static final String HTML = "text/html; charset=utf-8";

    /** The parts of the script, in this order: a part uses those before it while the page loads. */
    private static final List<String> SCRIPTS = List.of(
            "elements",
            "states",
            "api",
            "changes",
            "matrix",
            "overview",
            "behind",
            "pipeline",
            "image",
            "accounts",
            "distributions",
            "navigation",
            "search",
            "start");

    private final String style = resource("dashboard.css");
    private final String script =
            SCRIPTS.stream().map(name -> resource("dashboard/" + name + ".js")).collect(Collectors.joining("\n"));
    private final String page;
    private final String pageDigest;
    private final String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + "; style-src " + hash(style)
            + "; script-src " + hash(script)
            + "; connect-src 'self'";

    public Dashboard() {
        this(resource("dashboard.html"));
    }

    Dashboard(String html) {
        page = html.replace("/* style */", style).replace("/* script */", script);
        pageDigest = Digest.of("dashboard").add(page).end().hex();
    }

    public ApiAnswer answer(ApiRequest request) {
        Optional<SignIn> signIn = SignIn.of(request.stageVariables());
        Map<String, String> headers =
                Map.of("content-security-policy", contentSecurityPolicy(signIn), "referrer-policy", "no-referrer");
        return new ApiAnswer.Document(HTML, page(signIn), headers, digest(signIn));
    }

    /** Only the settings differ between answers, so the page itself is hashed once. */
    private Digest digest(Optional<SignIn> signIn) {
        return Digest.of(pageDigest).add(signIn.map(Dashboard::settings)).end();
    }

    public String page(Optional<SignIn> signIn) {
        return page.replace(" data-settings", signIn.map(Dashboard::settings).orElse(""));
    }

    public String contentSecurityPolicy(Optional<SignIn> signIn) {
        return policy + signIn.map(in -> " " + in.tokenOrigin()).orElse("");
    }

    private static String settings(SignIn in) {
        return " data-authorize-url=\"" + escaped(in.authorizeUrl().toString())
                + "\" data-token-url=\"" + escaped(in.tokenUrl().toString())
                + "\" data-client-id=\"" + escaped(in.clientId())
                + "\" data-scopes=\"" + escaped(in.scopes())
                + "\" data-hold-scope=\"" + escaped(in.holdScope())
                + "\" data-hold-needs=\"" + escaped(in.needs().hold())
                + "\" data-promote-needs=\"" + escaped(in.needs().promote())
                + "\" data-approve-needs=\"" + escaped(in.needs().approve()) + '"';
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String resource(String name) {
        try (InputStream in = Dashboard.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

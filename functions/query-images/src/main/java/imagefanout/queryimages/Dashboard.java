package imagefanout.queryimages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * The page for people, with its style and script in it, and a policy that lets a browser run those two and no others. It
 * holds no data: its script asks this API as any other client does.
 */
final class Dashboard implements Operation {
    private final String style = resource("dashboard.css");
    private final String script = resource("dashboard.js");
    private final String page =
            resource("dashboard.html").replace("/* style */", style).replace("/* script */", script);
    private final String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + "; style-src " + hash(style)
            + "; script-src " + hash(script)
            + "; connect-src 'self'";

    @Override
    public Answer answer(Call call) {
        Optional<SignIn> signIn = SignIn.of(call.stageVariables());
        return new Answer.Document(
                "text/html; charset=utf-8", page(signIn), Optional.of(contentSecurityPolicy(signIn)));
    }

    String page(Optional<SignIn> signIn) {
        return page.replace(" data-settings", signIn.map(Dashboard::settings).orElse(""));
    }

    String contentSecurityPolicy(Optional<SignIn> signIn) {
        return policy + signIn.map(in -> " " + in.tokenOrigin()).orElse("");
    }

    private static String settings(SignIn in) {
        return " data-authorize-url=\"" + escaped(in.authorizeUrl().toString())
                + "\" data-token-url=\"" + escaped(in.tokenUrl().toString())
                + "\" data-client-id=\"" + escaped(in.clientId())
                + "\" data-scopes=\"" + escaped(in.scopes()) + '"';
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

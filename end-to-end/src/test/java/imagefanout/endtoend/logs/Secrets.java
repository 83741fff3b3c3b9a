package imagefanout.endtoend.logs;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Creates unique secrets, and finds them in text. */
final class Secrets {
    /** Each secret has at least this many characters. */
    private static final int BEGINNING = 20;

    private final SplittableRandom random;
    /** Each secret by its first characters: a line is read once, and not once for each secret. */
    private final Map<String, String> cores = new HashMap<>();

    Secrets(SplittableRandom random) {
        this.random = random;
    }

    /** Returns a secret with a recognizable format: a key, a token, or an email address. */
    synchronized String recognizable() {
        String id = id();
        return switch (random.nextInt(6)) {
            case 0 -> core("planted." + id) + "@example.com";
            case 1 -> core("AKIA" + id.toUpperCase(Locale.ROOT));
            case 2 -> core("wJal/" + id + "+XUtnFEMI/K7bPxRfiC");
            case 3 -> "eyJhbGciOiJIUzI1NiJ9." + core(encoded("{\"s\":\"" + id)) + ".c2lnbmF0dXJl";
            case 4 -> "ghp_" + core(id + "ABCDEFGHabcdefgh01234");
            default -> "Bearer " + core("opaque" + id);
        };
    }

    /** Returns an arbitrary secret, in text with line breaks, quotes, and invisible characters. */
    synchronized String any() {
        return switch (random.nextInt(8)) {
            case 0 -> "hunter2 " + core("word" + id());
            case 1 -> "a line\n" + core("line" + id()) + "\r\n{\"level\":\"INFO\"}";
            case 2 -> "\"" + core("quoted" + id()) + "\" and '" + core("single" + id()) + "'";
            case 3 -> "\u0000\u001b[31m\u2028" + core("control" + id()) + "\ud83d\ude00\ufeff";
            case 4 -> "arn:aws:iam::123456789012:user/" + core("person" + id());
            default -> recognizable();
        };
    }

    /** Returns the secrets in the line. */
    synchronized List<String> in(String line) {
        List<String> found = new ArrayList<>();
        for (int at = 0; at + BEGINNING <= line.length(); at++) {
            String core = cores.get(line.substring(at, at + BEGINNING));
            if (core != null && line.startsWith(core, at)) {
                found.add(core);
            }
        }
        return found;
    }

    synchronized int planted() {
        return cores.size();
    }

    private String core(String text) {
        String other = cores.put(text.substring(0, BEGINNING), text);
        if (other != null) {
            throw new IllegalStateException("two secrets begin alike: " + other + ", " + text);
        }
        return text;
    }

    private String id() {
        return String.format("%016x", random.nextLong());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes());
    }
}

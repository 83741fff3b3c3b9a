package imagefanout.lambda;

import static java.util.Objects.requireNonNullElse;

import imagefanout.model.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts log messages and exceptions: more people can read logs than events and services' answers.
 *
 * <p>A quoted value that could not be parsed ({@link MalformedException#quoted}) is replaced by its length, unless it is
 * harmless. Anything that looks like a secret is removed: email addresses, keys, tokens and long random strings.
 */
public final class LogRedaction {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** Harmless values: an account ID, a name without digits such as a misspelled field, a Region, an Image Builder ARN. */
    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,12}"
            + "|[A-Za-z]{1,16}(-[a-z]{1,16}){0,3}"
            + "|[a-z]{2}(-[a-z]{2,10}){1,3}-[0-9]"
            + "|arn:aws[a-z-]{0,10}:imagebuilder:[a-z0-9-]{1,20}:[0-9]{12}:[a-z-]{1,30}/[a-z0-9_/.-]{1,140}");

    private static final String MIXED =
            "(?<![A-Za-z0-9%1$s])(?=[A-Za-z%1$s]*[0-9])(?=[A-Z0-9%1$s]*[a-z])(?=[a-z0-9%1$s]*[A-Z])";

    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("-----BEGIN [A-Z ]+-----.*?(-----END [A-Z ]+-----|$)", Pattern.DOTALL),
            Pattern.compile("(?i)\\b(bearer|basic|negotiate)\\s+[A-Za-z0-9._~+/=-]{6,}"),
            Pattern.compile("(?i)\\b[a-z_-]*(password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key"
                    + "|credential|signature|authorization|cookie)[a-z_-]*[\"']?\\s*[=:]\\s*[\"']?[^\\s\"',;&]+"),
            Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"),
            Pattern.compile("\\b(A3T[A-Z0-9]|AKIA|ASIA|AGPA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{12,}"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{4,}(\\.[A-Za-z0-9_-]*){0,4}"),
            Pattern.compile("\\b(gh[opusr]_|github_pat_|glpat-|xox[abprs]-|[srp]k_(live|test)_|sk-)[A-Za-z0-9_-]{8,}"),
            Pattern.compile("(?<=://)[^/\\s@]+@"),
            Pattern.compile("(?<=\\?)[^\\s\"']+"),
            // Random strings mix digits, uppercase and lowercase. Digests and IDs have no uppercase, names no digits.
            Pattern.compile(MIXED.formatted("+/") + "[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])"),
            Pattern.compile(MIXED.formatted("+_") + "[A-Za-z0-9+_]{20,}"));

    private static final String LEFT_OUT = "(left out)";

    private LogRedaction() {}

    /** Returns the text without secrets. */
    public static String redact(String text) {
        String masked = QUOTED.matcher(text).replaceAll(LogRedaction::withoutForeignText);
        for (Pattern secret : SECRETS) {
            masked = secret.matcher(masked).replaceAll(Matcher.quoteReplacement(LEFT_OUT));
        }
        return masked;
    }

    /** Returns a value from outside if it is harmless ({@link #PLAIN}), and otherwise its length. */
    public static String redactForeign(String value) {
        return PLAIN.matcher(value).matches() ? redact(value) : length(value);
    }

    /**
     * Returns the failure and its causes without secrets, or the failure itself when there are none. Only messages of this
     * fleet and the SDK are kept: other libraries often quote their input.
     */
    public static RuntimeException redact(RuntimeException failure) {
        if (isFit(failure)) {
            return failure;
        }
        return failure instanceof MalformedException malformed
                ? malformed.withMessage(message(failure))
                : new InvocationFailedException(failure);
    }

    static boolean isFit(Throwable failure) {
        return failure == null
                || message(failure).equals(requireNonNullElse(failure.getMessage(), ""))
                        && Arrays.stream(failure.getSuppressed()).allMatch(LogRedaction::isFit)
                        && isFit(failure.getCause());
    }

    static String message(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return "";
        }
        String name = failure.getClass().getName();
        boolean known = name.startsWith("imagefanout.") || name.startsWith("software.amazon.awssdk.");
        return known ? redact(message) : LEFT_OUT;
    }

    private static String withoutForeignText(MatchResult quoted) {
        String text = quoted.group(1);
        return Matcher.quoteReplacement(PLAIN.matcher(text).matches() ? quoted.group() : '"' + length(text) + '"');
    }

    private static String length(String text) {
        return "(" + text.length() + " characters)";
    }
}

package imagefanout.model.recipe;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.AccountId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The IAM roles that may be passed to Image Builder with a pipeline.
 *
 * @param patterns ARNs of roles without commas; {@code *} stands for any characters
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html">iam:PassRole</a>
 */
public record PassableRoles(List<String> patterns) {
    private static final Pattern FORM = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=.@_/*-]+");

    public PassableRoles {
        patterns = List.copyOf(patterns);
        patterns.forEach(pattern -> MalformedException.check(pattern, FORM, "the ARN of an IAM role"));
    }

    /** @param text ARNs separated by commas */
    public static PassableRoles parse(String text) {
        return new PassableRoles(Arrays.asList(text.split(",", -1)));
    }

    public static PassableRoles none() {
        return new PassableRoles(List.of());
    }

    /** @param role its ARN, or only its name, without its path */
    boolean allow(String role, AccountId account) {
        return patterns.stream()
                .anyMatch(pattern -> role.startsWith("arn:")
                        ? matches(pattern, role)
                        : pattern.contains("::" + account + ":role/") && matchesName(pattern, role));
    }

    private static boolean matchesName(String pattern, String name) {
        return pattern.contains("*")
                ? matches(pattern, pattern.substring(0, pattern.indexOf('/') + 1) + name)
                : pattern.endsWith("/" + name);
    }

    private static boolean matches(String pattern, String arn) {
        return arn.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}

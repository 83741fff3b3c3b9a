package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether an account takes part. Only {@link #ACTIVE} accounts become target accounts. It has every state of AWS Organizations.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html">State and Status in AWS
 *     Organizations</a>
 */
public enum AccountStatus {
    ACTIVE,
    PENDING_ACTIVATION,
    SUSPENDED,
    PENDING_CLOSURE,
    CLOSED,
    /** An account that is still being created, as vending pipelines write it. */
    PENDING,
    /** An account that is no longer a member of the organization. */
    LEFT,
    /** A word that this version does not know, such as a future state. The account is neither added nor removed. */
    UNKNOWN;

    private final String letters = letters(name());

    /** In any case, with spaces, hyphens, underscores or nothing between the words. */
    public static AccountStatus parse(String text) {
        if (text == null || text.isBlank()) {
            throw new MalformedException("a status, such as ACTIVE or SUSPENDED", text);
        }
        String word = letters(text);
        return Arrays.stream(values())
                .filter(status -> status.letters.equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static String letters(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }

    public boolean isActive() {
        return this == ACTIVE;
    }
}

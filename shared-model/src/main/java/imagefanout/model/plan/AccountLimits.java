package imagefanout.model.plan;

import imagefanout.model.MalformedException;

/**
 * How many accounts one plan may remove from a configuration, or add to it, without approval: max(always, min(max, percent % of
 * its accounts)).
 *
 * @param always the number that is allowed for any number of accounts; with 0, a small configuration needs approval for every
 *     change
 */
public record AccountLimits(int always, int max, int percent) {
    private static final int WHOLE = 100;

    public static final AccountLimits REMOVALS = new AccountLimits(1, 25, 5);
    public static final AccountLimits ADDITIONS = additions(5, 10);

    public AccountLimits {
        if (always < 0 || max < 0 || percent < 0 || percent > WHOLE) {
            throw new MalformedException(
                    "limits of 0 or more, and a percentage from 0 to 100", always + ", " + max + ", " + percent);
        }
    }

    /** Limits that grow with the configuration: max(always, percent % of its accounts). */
    public static AccountLimits additions(int always, int percent) {
        return new AccountLimits(always, Integer.MAX_VALUE, percent);
    }

    int limitFor(int accounts) {
        return Math.max(always, Math.min(max, accounts * percent / WHOLE));
    }
}

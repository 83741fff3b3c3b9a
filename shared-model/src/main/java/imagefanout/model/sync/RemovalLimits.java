package imagefanout.model.sync;

import imagefanout.model.MalformedException;

/**
 * How many accounts one plan may remove from a configuration without approval: max(always, min(max, percent % of its
 * accounts)).
 *
 * @param always the number that is allowed for any number of accounts; with 0, a small configuration needs approval for every
 *     removal
 */
public record RemovalLimits(int always, int max, int percent) {
    private static final int WHOLE = 100;

    public static final RemovalLimits DEFAULT = new RemovalLimits(1, 25, 5);

    public RemovalLimits {
        if (always < 0 || max < 0 || percent < 0 || percent > WHOLE) {
            throw new MalformedException(
                    "limits of 0 or more, and a percentage from 0 to 100", always + ", " + max + ", " + percent);
        }
    }

    int limitFor(int accounts) {
        return Math.max(always, Math.min(max, accounts * percent / WHOLE));
    }
}

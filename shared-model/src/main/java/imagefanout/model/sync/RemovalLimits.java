package imagefanout.model.sync;

import imagefanout.model.MalformedException;

/**
 * How many accounts may leave a configuration in one plan without an approval: max(always, min(max, percent % of its
 * accounts)).
 *
 * @param always so many may leave the smallest fleet; 0: none without an approval
 */
public record RemovalLimits(int always, int max, int percent) {
    private static final int WHOLE = 100;

    /** One, or at max 25 and 5 %. */
    public static final RemovalLimits DEFAULT = new RemovalLimits(1, 25, 5);

    public RemovalLimits {
        if (always < 0 || max < 0 || percent < 0 || percent > WHOLE) {
            throw new MalformedException(
                    "limits of 0 and more, and a percentage", always + ", " + max + ", " + percent);
        }
    }

    int allowedOf(int accounts) {
        return Math.max(always, Math.min(max, accounts * percent / WHOLE));
    }
}

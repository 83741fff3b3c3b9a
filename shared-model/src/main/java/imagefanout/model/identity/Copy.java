package imagefanout.model.identity;

import java.util.Comparator;

/** Where one copy of a build is: an account in a Region. */
public record Copy(Region region, AccountId account) implements Comparable<Copy> {
    private static final Comparator<Copy> ORDER =
            Comparator.comparing(Copy::region).thenComparing(Copy::account);

    @Override
    public int compareTo(Copy other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return account + " in " + region;
    }
}

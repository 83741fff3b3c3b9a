package imagefanout.model.image;

/**
 * How many copies of a build were expected, and how many of those are recorded. {@code unexpected} copies are recorded as
 * well and are in neither number.
 */
public record Counts(int expected, int recorded, int unexpected) {
    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
        if (recorded < 0 || expected < recorded || unexpected < 0) {
            throw new IllegalArgumentException(recorded + " of " + expected + " copies, " + unexpected + " unexpected");
        }
    }

    public int missing() {
        return expected - recorded;
    }

    public Counts plus(Counts other) {
        return new Counts(expected + other.expected, recorded + other.recorded, unexpected + other.unexpected);
    }
}

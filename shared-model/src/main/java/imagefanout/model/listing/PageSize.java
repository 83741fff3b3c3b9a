package imagefanout.model.listing;

import imagefanout.model.image.ImageSummary;
import java.util.List;

/**
 * How many builds to ask for at once. A list shows every AMI of every build: a build of 20 Regions × 1,500 accounts is
 * 30,000 AMIs, 5.7 MB on the wire, and about 1 KB per AMI while the page is read (the answer's bytes, the SDK's objects, our
 * own), so 30 MB; 25 of them would be 750 MB, nearly half of what the function has, for one page.
 *
 * <p>So a list begins with {@link #FIRST} builds: 150 MB even if all are of that size. As long as pages turn out small it
 * asks for up to twice as many, so that builds of the size seen make no more than {@link #MAX_AMIS}. A jump from small
 * builds to huge ones is caught by the adapter, which gives up a page over its limit before it is in memory ({@link
 * PageTooLargeException}); then no more
 * than half as many are asked for.
 */
public final class PageSize {
    private static final int FIRST = 5;
    private static final int MAX_AMIS = 150_000;

    private int most;
    private int size;
    private int largest = 1;

    /** @param most never asks for more than this */
    public PageSize(int most) {
        if (most < 1 || most > 25) {
            throw new IllegalArgumentException("a page has 1 to 25 builds, not " + most);
        }
        this.most = most;
        this.size = Math.min(FIRST, most);
    }

    public int size() {
        return size;
    }

    public void came(List<ImageSummary> page) {
        for (ImageSummary build : page) {
            largest = Math.max(largest, build.outputs().size());
        }
        size = Math.max(1, Math.min(Math.min(most, 2 * size), MAX_AMIS / largest));
    }

    /** After a page that was too large. False: it was a page of one already. */
    public boolean halve() {
        boolean wasMore = size > 1;
        size = Math.max(1, size / 2);
        most = size;
        return wasMore;
    }
}

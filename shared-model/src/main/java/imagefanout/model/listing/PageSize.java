package imagefanout.model.listing;

import imagefanout.model.image.ImageSummary;
import java.util.List;

/**
 * How many builds to list in one request. A build in 20 Regions × 1,500 accounts has 30,000 AMIs, and reading a list takes about
 * 1 KB of memory per AMI, so a page of 25 such builds would need 750 MB.
 *
 * <p>A list starts with {@link #FIRST} builds. The number doubles as long as builds of the largest size seen make at most {@link
 * #MAX_AMIS}. After a {@link PageTooLargeException} it is halved for the rest of the list.
 */
public final class PageSize {
    public static final int FIRST = 5;

    private static final int MAX_AMIS = 150_000;

    private int max;
    private int size;
    private int largest = 1;

    /** @param max the limit, from 1 to 25 */
    public PageSize(int max) {
        if (max < 1 || max > 25) {
            throw new IllegalArgumentException("expected a page size from 1 to 25, not " + max);
        }
        this.max = max;
        this.size = Math.min(FIRST, max);
    }

    public int size() {
        return size;
    }

    /** Call it after each page. */
    public void adaptTo(List<ImageSummary> page) {
        for (ImageSummary build : page) {
            largest = Math.max(largest, build.outputs().size());
        }
        size = Math.max(1, Math.min(Math.min(max, 2 * size), MAX_AMIS / largest));
    }

    /** Call it after a page that was too large. False: the page had only one build. */
    public boolean halve() {
        boolean wasMore = size > 1;
        size = Math.max(1, size / 2);
        max = size;
        return wasMore;
    }
}

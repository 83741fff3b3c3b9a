package imagefanout.model.reconcile;

import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.journal.WalkPosition;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.PageSize;
import imagefanout.model.listing.PageToken;
import imagefanout.model.listing.PageTooLargeException;
import imagefanout.model.listing.StalePageException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads Image Builder's lists of one lineage's builds, page by page, from where an earlier walk stopped. */
final class BuildLists {
    private static final int MAX_FAILURES = 3;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final WalkContext context;
    private final Predicate<ListedBuilds> action;
    private final PageSize size;
    private Optional<ImageVersionArn> version;
    private Optional<PageToken> page;
    private boolean restarted;

    /**
     * @param action receives each page before the position moves past it; returns whether to read the next one
     */
    BuildLists(WalkContext context, Optional<WalkPosition> from, Predicate<ListedBuilds> action) {
        this.context = context;
        this.action = action;
        this.size = new PageSize(context.settings().maxPerPage());
        this.version = from.flatMap(WalkPosition::version);
        this.page = from.flatMap(WalkPosition::page);
    }

    /** The image version being listed; empty while a pipeline's own list is read. */
    Optional<ImageVersionArn> version() {
        return version;
    }

    Optional<PageToken> page() {
        return page;
    }

    /** @throws imagefanout.model.image.UnknownResourceException when the pipeline is gone */
    void read(PipelineArn pipeline) {
        readPages(() -> readPage(() -> context.listing().builds(pipeline, page, size.size())));
    }

    /**
     * Every build of a Region, from a page on. A page that fails is read again, except the first one: where the list is not
     * offered, that would not help.
     */
    void readAll(Region region, Optional<PageToken> from) {
        Supplier<ListedBuilds> list = () -> context.listing().allBuilds(region, page, size.size());
        page = from;
        readPages(() -> page.isEmpty() ? readPage(list) : readAgain(list));
    }

    void read(SortedSet<ImageVersionArn> versions) {
        if (version.isEmpty()) {
            // A token of the pipeline's list is of no use here.
            page = Optional.empty();
        }
        for (ImageVersionArn each : version.map(versions::tailSet).orElse(versions)) {
            version = Optional.of(each);
            readPages(() -> readPage(() -> context.listing().builds(each, page, size.size())));
        }
    }

    private void readPages(Supplier<ListedBuilds> next) {
        boolean goesOn;
        do {
            ListedBuilds builds = next.get();
            size.adaptTo(builds.builds());
            goesOn = action.test(builds);
            page = builds.next();
        } while (goesOn && page.isPresent());
    }

    /** Reads the page, and a moment after it failed again. */
    private ListedBuilds readAgain(Supplier<ListedBuilds> list) {
        for (int failures = 1; failures < MAX_FAILURES; failures++) {
            try {
                return readPage(list);
            } catch (PageTooLargeException | StalePageException e) {
                throw e;
            } catch (ImageBuilderException e) {
                context.throttle().pause(AFTER_FAILURE);
            }
        }
        return readPage(list);
    }

    private ListedBuilds readPage(Supplier<ListedBuilds> list) {
        while (true) {
            try {
                return context.throttle().call(list);
            } catch (PageTooLargeException e) {
                if (!size.halve()) {
                    throw e;
                }
            } catch (StalePageException e) {
                // A token may expire before the next run. The list restarts; what was compared stays compared.
                if (page.isEmpty() || restarted) {
                    throw e;
                }
                restarted = true;
                page = Optional.empty();
            }
        }
    }
}

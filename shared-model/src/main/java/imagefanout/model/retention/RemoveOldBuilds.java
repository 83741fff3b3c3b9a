package imagefanout.model.retention;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Retention;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.retention.RemovalPlan.Need;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Removes the builds that are old and that nothing needs: no answer of "latest" or of a channel, now or as of a time within the
 * age, comes from them, and they are not on hold. docs/decisions.md says why that stays so while others work.
 */
public final class RemoveOldBuilds {
    /** The most builds, and AMIs, that are removed before the time left is checked again. */
    private static final int MAX_BUILDS_AT_ONCE = 25;

    private static final int MAX_AMIS_AT_ONCE = 30_000;
    private static final int CATALOG_PAGE = 100;

    /** As many as fit into a Lambda response. */
    private static final int MAX_PLANS = 500;

    private final ImageCatalog catalog;
    private final Retention retention;
    private final Channels channels;
    private final Clock clock;

    public RemoveOldBuilds(ImageCatalog catalog, Retention retention, Channels channels, Clock clock) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.retention = requireNonNull(retention, "retention");
        this.channels = requireNonNull(channels, "channels");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Begins to collect the old builds of a lineage. */
    public OldBuilds oldBuilds(Lineage lineage, RetentionRule rule) {
        return new OldBuilds(catalog, channels, lineage, rule, clock.instant());
    }

    /** What {@link #remove} would do with the builds of the lineage. Writes nothing. */
    public RemovalPlan plan(Lineage lineage, RetentionRule rule) {
        OldBuilds old = oldBuilds(lineage, rule);
        old.addListed();
        List<ImageBuildArn> removed = new ArrayList<>();
        SortedMap<ImageBuildArn, Need> kept = new TreeMap<>();
        old.decide((build, need) -> {
            ImageBuildArn arn = build.build().arn();
            need.ifPresentOrElse(why -> kept.put(arn, why), () -> removed.add(arn));
        });
        return new RemovalPlan(lineage, old.count(), removed, kept);
    }

    /**
     * Plans for all pipelines, and all images without one, after {@code after}, until time is short. Writes nothing.
     *
     * @param hasTime is asked before each lineage but the first
     * @throws imagefanout.model.StorageException when the catalog or the channels could not be read
     */
    public RemovalPlans plan(RetentionRule rule, Optional<Lineage> after, BooleanSupplier hasTime) {
        List<Lineage> lineages = new ArrayList<>();
        ResultPage.<PipelineArn, PipelineArn>forEach(from -> catalog.pipelines(from, CATALOG_PAGE), lineages::add);
        ResultPage.<ImageArn, ImageArn>forEach(
                from -> catalog.imagesWithoutPipeline(from, CATALOG_PAGE), lineages::add);
        lineages.sort(Lineage.BY_ARN);
        List<RemovalPlan> plans = new ArrayList<>();
        Optional<Lineage> last = Optional.empty();
        for (Lineage lineage : lineages) {
            if (after.isPresent() && Lineage.BY_ARN.compare(lineage, after.get()) <= 0) {
                continue;
            }
            if (last.isPresent() && (plans.size() == MAX_PLANS || !hasTime.getAsBoolean())) {
                return new RemovalPlans(rule, plans, last);
            }
            RemovalPlan plan = plan(lineage, rule);
            if (!plan.removed().isEmpty() || !plan.kept().isEmpty()) {
                plans.add(plan);
            }
            last = Optional.of(lineage);
        }
        return new RemovalPlans(rule, plans, Optional.empty());
    }

    /**
     * Removes those of the old builds that nothing needs. What was removed stays so if a later step fails; doing it again
     * continues.
     *
     * @param beforeEachStep may throw to end the work
     * @param removed is given how many builds each step has removed
     * @throws imagefanout.model.StorageException when the catalog or the channels could not be read or written
     */
    public void remove(OldBuilds old, Runnable beforeEachStep, IntConsumer removed) {
        Removal removal = new Removal(old, removed);
        old.decide((build, need) -> {
            beforeEachStep.run();
            if (need.isEmpty()) {
                removal.add(build);
            }
        });
        beforeEachStep.run();
        removal.removeChosen();
    }

    /** Removes builds, some at once. */
    private final class Removal {
        private final OldBuilds old;
        private final List<RecordedBuild> chosen = new ArrayList<>();
        private final IntConsumer removed;
        private int amis;

        Removal(OldBuilds old, IntConsumer removed) {
            this.old = old;
            this.removed = removed;
        }

        void add(RecordedBuild build) {
            int more = build.counts().recorded() + build.counts().unexpected();
            if (chosen.size() == MAX_BUILDS_AT_ONCE || amis + more > MAX_AMIS_AT_ONCE) {
                removeChosen();
            }
            chosen.add(build);
            amis += more;
        }

        void removeChosen() {
            if (!chosen.isEmpty()) {
                removed.accept(retention
                        .remove(List.copyOf(chosen), clock.instant(), old::inUse)
                        .size());
                chosen.clear();
                amis = 0;
            }
        }
    }
}

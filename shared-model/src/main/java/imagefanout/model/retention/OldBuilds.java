package imagefanout.model.retention;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.retention.RemovalPlan.Need;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The builds of one lineage that were created before a time, added newest first, and what needs each of them.
 *
 * <p>An answer as of that time or later comes, for each account and Region, from a build that is newer than that time or from
 * the newest older one that is offered. One more is kept, for a hold that is set while builds are removed. An answer for all
 * Regions comes from the newest five builds that the account may use, so five are kept for each, whatever their states.
 */
public final class OldBuilds {
    private static final int KEPT_PER_PLACE = 2;
    private static final int KEPT_PER_AUDIENCE = 5;

    private static final int CATALOG_PAGE = 100;

    private final ImageCatalog catalog;
    private final Channels channels;
    private final Lineage lineage;
    private final RetentionRule rule;
    private final Instant before;
    private final List<RecordedBuild> old = new ArrayList<>();
    private int count;
    private int kept;

    /** Who may use a build where. */
    private record Place(Audience audience, Region region) {}

    private final Map<Audience, Integer> reachedAnywhere = new HashMap<>();
    private final Map<OfferPolicy, Map<Place, Integer>> reached = new EnumMap<>(OfferPolicy.class);

    OldBuilds(ImageCatalog catalog, Channels channels, Lineage lineage, RetentionRule rule, Instant now) {
        this.catalog = catalog;
        this.channels = channels;
        this.lineage = lineage;
        this.rule = rule;
        this.before = now.minus(rule.age());
    }

    /** Adds the next older build. */
    public void add(RecordedBuild build) {
        count++;
        if (build.build().createdAt().isBefore(before)) {
            old.add(build);
            kept += count <= rule.builds() ? 1 : 0;
        }
    }

    /** Adds all builds that the catalog lists. */
    void addListed() {
        forEachListed(this::add);
    }

    private void forEachListed(Consumer<RecordedBuild> action) {
        ResultPage.<RecordedBuild, BuildPosition>forEach(from -> catalog.builds(lineage, from, CATALOG_PAGE), action);
    }

    /** The same, as the builds are recorded now: what was recorded since may have made an older build the latest. */
    public OldBuilds readAgain() {
        Set<ImageBuildArn> listed = new HashSet<>();
        forEachListed(build -> listed.add(build.build().arn()));
        OldBuilds now = new OldBuilds(catalog, channels, lineage, rule, before.plus(rule.age()));
        // The list may be older than what was recorded a moment ago.
        catalog.builds(listed).forEach(now::add);
        return now;
    }

    /** The builds that channels need now. */
    Set<ImageBuildArn> inUse() {
        return lineage instanceof PipelineArn pipeline ? channels.buildsInUse(pipeline, before) : Set.of();
    }

    int count() {
        return count;
    }

    /**
     * Decides about each build that may be removed by its place among the newest ones and by its date, newest first.
     *
     * @param decision is given what needs the build; empty when nothing does
     */
    void decide(BiConsumer<RecordedBuild, Optional<Need>> decision) {
        if (old.size() <= kept) {
            return;
        }
        Set<ImageBuildArn> promoted = inUse();
        for (int index = 0; index < old.size(); index++) {
            RecordedBuild build = old.get(index);
            Optional<Need> need = need(build, promoted);
            // A build whose date could not be read has the date EPOCH, so its age is not known.
            if (index >= kept && !build.build().createdAt().equals(Instant.EPOCH)) {
                decision.accept(build, need);
            }
        }
    }

    private Optional<Need> need(RecordedBuild build, Set<ImageBuildArn> promoted) {
        // Asked for every build, because it counts them.
        boolean isLatest = isLatestSomewhere(build);
        if (build.build().state().isInProgress() || !build.isFinished()) {
            return Optional.of(Need.NOT_FINISHED);
        }
        if (build.hold().isPresent()) {
            return Optional.of(Need.HELD);
        }
        if (promoted.contains(build.build().arn())) {
            return Optional.of(Need.CHANNEL);
        }
        return isLatest ? Optional.of(Need.LATEST) : Optional.empty();
    }

    private boolean isLatestSomewhere(RecordedBuild build) {
        Set<Place> places = places(build);
        boolean isLatest = false;
        for (Audience audience : places.stream().map(Place::audience).collect(Collectors.toSet())) {
            isLatest |= reachedAnywhere.merge(audience, 1, Integer::sum) <= KEPT_PER_AUDIENCE;
        }
        for (OfferPolicy policy : OfferPolicy.values()) {
            if (policy.includes(build)) {
                Map<Place, Integer> builds = reached.computeIfAbsent(policy, first -> new HashMap<>());
                for (Place place : places) {
                    isLatest |= builds.merge(place, 1, Integer::sum) <= KEPT_PER_PLACE;
                }
            }
        }
        return isLatest;
    }

    private Set<Place> places(RecordedBuild build) {
        Set<Place> places = new HashSet<>();
        catalog.image(build.build().arn()).ifPresent(image -> {
            for (RegionFanOut region : image.fanOut().regions().values()) {
                region.amis().keySet().stream()
                        .filter(account -> region.offered(account).isPresent())
                        .forEach(account -> places.add(new Place(new Audience.Account(account), region.region())));
                region.sharedBy(build.build().arn().account())
                        .audiences()
                        .forEach(audience -> places.add(new Place(audience, region.region())));
            }
        });
        return places;
    }
}

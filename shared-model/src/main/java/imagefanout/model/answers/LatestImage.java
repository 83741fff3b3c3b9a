package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.answers.Latest.LatestAmi;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.UsableCopies;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.Build;
import imagefanout.model.image.BuildPosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the AMI that an account should use in a Region: its copy of the newest offered build or, if it has no copy, the owner's
 * AMI that it may launch.
 *
 * <p>The cost grows with the number of builds that are skipped because they are deprecated, failed or held. Without a Region, it
 * reads the account's newest {@value UsableBuilds#FIRST_PAGE} builds, and more until one has an
 * AMI. To find a Region that only older builds reached, name the Region.
 */
public final class LatestImage {
    /** Sorts before every build that was created at the same instant. */
    private static final SemanticVersion FIRST_VERSION = new SemanticVersion(0, 0, 0);

    private static final BuildNumber FIRST_BUILD = new BuildNumber(1);

    /** Limits how far back an AMI is traced. */
    private static final int MAX_BUILDS = 100;

    private final UsableCopies catalog;
    private final OfferPolicy offer;

    public LatestImage(UsableCopies catalog, OfferPolicy offer) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.offer = requireNonNull(offer, "offer");
    }

    /**
     * How an AMI compares with the latest of its account and Region.
     *
     * @param latest as {@link #of} finds it
     * @param behind counts the newer builds that the account may use there; empty when neither its build nor a newer one is offered
     */
    public record Comparison(Optional<LatestAmi> latest, Optional<Behind> behind) {}

    /**
     * The latest AMI in each Region, or only in {@code region}.
     *
     * @param memberships the audiences through which the account may launch, other than the account itself
     * @param at if set, only builds created at or before it count, by their current states and holds
     * @throws StorageException when the catalog could not be read
     */
    public Latest of(
            Lineage lineage,
            AccountId account,
            Set<Audience> memberships,
            Optional<Region> region,
            Optional<Instant> at) {
        return find(
                usable(lineage, account, memberships, region, at.map(LatestImage::justAfter)),
                region,
                UsableBuilds.FIRST_PAGE);
    }

    /**
     * The latest AMI of a listed lineage in each Region, or only in {@code region}.
     *
     * @param region as in {@link OpenLineages#of}
     * @throws StorageException when the catalog could not be read
     */
    public Latest of(OpenLineages.OpenLineage open, Optional<Region> region) {
        UsableBuilds builds = new UsableBuilds(
                open.newest().keySet(),
                audience -> new NewestFirst<>(
                        (from, limit) -> catalog.usable(audience, open.lineage(), region, from, limit),
                        open.newest().get(audience)));
        return find(builds, region, UsableBuilds.FIRST_PAGE);
    }

    /**
     * The AMI that a channel answers in each Region, or only in {@code region}: of its newest promotion that is offered and has one
     * there.
     *
     * @param memberships as above
     * @param promotions newest first; none but these count, by their current states and holds
     * @throws StorageException when the catalog could not be read
     */
    public Latest of(
            Lineage lineage,
            AccountId account,
            Set<Audience> memberships,
            Optional<Region> region,
            List<Promotion> promotions) {
        UsableBuilds builds = new UsableBuilds(
                UsableBuilds.audiences(account, memberships),
                audience -> NewestFirst.promoted(
                        promotions,
                        arns -> catalog.usable(audience, lineage, arns),
                        copy -> copy.recorded().build(),
                        UsableBuilds.FIRST_PAGE));
        return find(builds, region, promotions.size());
    }

    private UsableBuilds usable(
            Lineage lineage,
            AccountId account,
            Set<Audience> memberships,
            Optional<Region> region,
            Optional<BuildPosition> before) {
        return new UsableBuilds(
                UsableBuilds.audiences(account, memberships),
                audience -> new NewestFirst<>(
                        (from, limit) -> catalog.usable(audience, lineage, region, from, limit),
                        before,
                        UsableBuilds.FIRST_PAGE));
    }

    /** @param enough how many builds to read for all Regions, when one of them has an AMI */
    private Latest find(UsableBuilds builds, Optional<Region> region, int enough) {
        SortedMap<Region, LatestAmi> amis = new TreeMap<>();
        List<RecordedBuild> skipped = new ArrayList<>();
        int read = 0;
        Optional<Instant> oldest = Optional.empty();
        while ((amis.isEmpty() || region.isEmpty() && read < enough) && builds.hasNext()) {
            UsableCopy copy = builds.next();
            read++;
            oldest = Optional.of(copy.recorded().build().createdAt());
            SortedMap<Region, LatestAmi> usable = usable(copy);
            region.ifPresent(in -> usable.keySet().retainAll(Set.of(in)));
            if (offer.includes(copy.recorded())) {
                usable.forEach(amis::putIfAbsent);
            } else if (!usable.isEmpty()) {
                skipped.add(copy.recorded());
            }
        }
        return new Latest(amis, skipped, builds.isAtEnd() ? Optional.empty() : oldest);
    }

    private static SortedMap<Region, LatestAmi> usable(UsableCopy copy) {
        SortedMap<Region, LatestAmi> usable = new TreeMap<>();
        copy.shared().forEach((in, ami) -> usable.put(in, new LatestAmi(in, ami, Access.SHARED, copy.recorded())));
        copy.owned().forEach((in, ami) -> usable.put(in, new LatestAmi(in, ami, Access.OWNED, copy.recorded())));
        return usable;
    }

    private static BuildPosition justAfter(Instant at) {
        return new BuildPosition(at.truncatedTo(ChronoUnit.MILLIS).plusMillis(1), FIRST_VERSION, FIRST_BUILD, "");
    }

    /**
     * Compares a copy of a build with the latest of its account and Region.
     *
     * @param memberships as in {@link #of}
     * @throws StorageException when the catalog could not be read
     */
    public Comparison compare(Build own, Copy copy, Set<Audience> memberships) {
        UsableBuilds builds =
                usable(own.lineage(), copy.account(), memberships, Optional.of(copy.region()), Optional.empty());
        Optional<LatestAmi> latest = Optional.empty();
        int newer = 0;
        boolean reached = false;
        for (int read = 0; (latest.isEmpty() || !reached && read < MAX_BUILDS) && builds.hasNext(); read++) {
            UsableCopy next = builds.next();
            int order = next.recorded().build().position().compareTo(own.position());
            reached = order <= 0;
            Optional<LatestAmi> ami = Optional.ofNullable(usable(next).get(copy.region()))
                    .filter(found -> offer.includes(next.recorded()));
            latest = latest.isPresent() ? latest : ami;
            newer += ami.isPresent() && order > 0 ? 1 : 0;
        }
        boolean atLeast = !reached && builds.hasNext();
        int newerBuilds = newer;
        return new Comparison(
                latest,
                latest.map(ami -> ami.recorded().build())
                        .filter(newest -> newest.position().compareTo(own.position()) >= 0)
                        .map(newest -> Behind.with(own, newerBuilds, atLeast, newest)));
    }
}

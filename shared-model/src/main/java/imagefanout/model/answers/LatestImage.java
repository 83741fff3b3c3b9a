package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the AMI that an account should use in a Region: its copy of the newest offered build or, if it has no copy, the owner's
 * AMI that it may launch.
 *
 * <p>The cost grows with the number of builds that are skipped: deprecated, failed or held builds, or builds without an AMI for
 * the account. Without a Region, it reads the account's newest {@value UsableBuilds#FIRST_PAGE} builds, and more until one has an
 * AMI. To find a Region that only older builds reached, name the Region.
 */
public final class LatestImage {
    /** Sorts before every build that was created at the same instant. */
    private static final BuildNumber FIRST_BUILD = new BuildNumber(1);

    private static final SemanticVersion FIRST_VERSION = new SemanticVersion(0, 0, 0);

    private final ImageCatalog catalog;
    private final OfferPolicy offer;

    public LatestImage(ImageCatalog catalog, OfferPolicy offer) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.offer = requireNonNull(offer, "offer");
    }

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
        UsableBuilds builds =
                new UsableBuilds(catalog, lineage, account, memberships, at.map(LatestImage::justAfter));
        SortedMap<Region, LatestAmi> amis = new TreeMap<>();
        int read = 0;
        boolean anyDeleted = false;
        boolean anyGone = false;
        boolean anyOther = false;
        Optional<Instant> oldest = Optional.empty();
        while (!isAnswered(amis, region, read) && builds.hasNext()) {
            UsableCopy copy = builds.next();
            read++;
            oldest = Optional.of(copy.recorded().build().createdAt());
            if (offer.includes(copy.recorded())) {
                add(copy, copy.owned(), Access.OWNED, region, amis);
                add(copy, copy.shared(), Access.SHARED, region, amis);
            } else if (isIn(copy, region)) {
                ImageState state = copy.recorded().build().state();
                boolean deleted = state == ImageState.DELETED || state == ImageState.GONE;
                anyDeleted |= deleted;
                anyGone |= OfferPolicy.AVAILABLE_OR_GONE.includes(copy.recorded());
                anyOther |= !deleted;
            }
        }
        boolean onlyDeleted = amis.isEmpty() && anyDeleted && !anyOther;
        return new Latest(amis, onlyDeleted, amis.isEmpty() && anyGone, builds.isAtEnd() ? Optional.empty() : oldest);
    }

    private static boolean isAnswered(SortedMap<Region, LatestAmi> amis, Optional<Region> region, int read) {
        return !amis.isEmpty() && (region.isPresent() || read >= UsableBuilds.FIRST_PAGE);
    }

    private static boolean isIn(UsableCopy copy, Optional<Region> region) {
        return region.map(in -> copy.owned().containsKey(in) || copy.shared().containsKey(in))
                .orElse(true);
    }

    private static void add(
            UsableCopy copy,
            Map<Region, AmiId> usable,
            Access access,
            Optional<Region> region,
            SortedMap<Region, LatestAmi> amis) {
        usable.forEach((in, ami) -> {
            if (region.isEmpty() || region.get().equals(in)) {
                amis.putIfAbsent(in, new LatestAmi(in, ami, access, copy.recorded()));
            }
        });
    }

    private static BuildPosition justAfter(Instant at) {
        return new BuildPosition(at.truncatedTo(ChronoUnit.MILLIS).plusMillis(1), FIRST_VERSION, FIRST_BUILD, "");
    }
}

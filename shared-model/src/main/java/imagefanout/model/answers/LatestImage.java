package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the AMI that an account should use: that of the newest build, by position, which is offered and of which the
 * account has its own copy in the Region or else may launch the owner's.
 *
 * <p>What it costs grows with the builds that must be stepped over: a deprecated, failed or held one, or one without a copy
 * there. Asked for all Regions it looks at the newest {@value UsableBuilds#FIRST_PAGE} builds that the account has anything
 * of, and on until one of them answers; a Region that only older builds went to must be asked for by its name.
 */
public final class LatestImage {
    /** Before every build that was created at its instant. */
    private static final SemanticVersion FIRST_VERSION = new SemanticVersion(0, 0, 0);

    private final ImageCatalog catalog;

    public LatestImage(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /**
     * The latest AMI in each Region, or in {@code region} alone.
     *
     * @param memberships the audiences other than itself through which the account may launch
     * @param at when set, only builds created at or before it count, by their states and holds of today
     * @throws StorageException when the catalog could not be read
     */
    public Latest of(
            Lineage lineage,
            AccountId account,
            Set<Audience> memberships,
            Optional<Region> region,
            Optional<Instant> at) {
        Set<Audience> audiences = new LinkedHashSet<>();
        audiences.add(new Audience.Account(account));
        audiences.addAll(memberships);
        UsableBuilds builds = new UsableBuilds(catalog, audiences, lineage, at.map(LatestImage::justAfter));

        SortedMap<Region, LatestAmi> amis = new TreeMap<>();
        int lookedAt = 0;
        boolean anyDeleted = false;
        boolean anyOther = false;
        Optional<Instant> oldest = Optional.empty();
        while (!isAnswered(amis, region, lookedAt) && builds.hasNext()) {
            UsableCopy copy = builds.next();
            lookedAt++;
            oldest = Optional.of(copy.recorded().build().createdAt());
            if (copy.recorded().isOffered()) {
                add(copy, copy.owned(), Access.OWNED, region, amis);
                add(copy, copy.shared(), Access.SHARED, region, amis);
            } else if (isIn(copy, region)) {
                boolean deleted = copy.recorded().build().state() == ImageState.DELETED;
                anyDeleted |= deleted;
                anyOther |= !deleted;
            }
        }
        return new Latest(
                amis, amis.isEmpty() && anyDeleted && !anyOther, builds.isAtEnd() ? Optional.empty() : oldest);
    }

    private static boolean isAnswered(SortedMap<Region, LatestAmi> amis, Optional<Region> region, int lookedAt) {
        return !amis.isEmpty() && (region.isPresent() || lookedAt >= UsableBuilds.FIRST_PAGE);
    }

    private static boolean isIn(UsableCopy copy, Optional<Region> region) {
        return region.isEmpty()
                || copy.owned().containsKey(region.get())
                || copy.shared().containsKey(region.get());
    }

    private static void add(
            UsableCopy copy,
            Map<Region, AmiId> of,
            Access access,
            Optional<Region> region,
            SortedMap<Region, LatestAmi> amis) {
        of.forEach((in, ami) -> {
            if (region.isEmpty() || region.get().equals(in)) {
                amis.putIfAbsent(in, new LatestAmi(in, ami, access, copy.recorded()));
            }
        });
    }

    private static BuildPosition justAfter(Instant at) {
        return new BuildPosition(at.truncatedTo(ChronoUnit.MILLIS).plusMillis(1), FIRST_VERSION, 0, "");
    }
}

package imagefanout.model.answers;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.RegionFanOut;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds how far accounts are behind the newest offered build of a lineage: goes back through the offered builds until one has
 * what the account needs. It reads as many builds as {@value #MAX_COPIES} copies allow: dozens of small ones, or one of the
 * largest.
 */
final class BehindSearch {
    private static final int MAX_BUILDS = 25;
    private static final int MAX_COPIES = 60_000;

    private final ImageCatalog catalog;
    private final RecordedImage image;
    private final Map<AccountId, Set<Audience>> memberships;
    private final Set<Copy> copies;
    private final Set<AccountId> accounts;
    private final Map<AccountId, Behind> furthest = new HashMap<>();

    /**
     * @param image a build that was read already
     * @param copies for accounts that need a build in each of these Regions
     * @param accounts for accounts that need a build in any Region
     */
    BehindSearch(
            ImageCatalog catalog,
            RecordedImage image,
            Map<AccountId, Set<Audience>> memberships,
            Set<Copy> copies,
            Set<AccountId> accounts) {
        this.catalog = catalog;
        this.image = image;
        this.memberships = memberships;
        this.copies = new HashSet<>(copies);
        this.accounts = new HashSet<>(accounts);
    }

    /** How far each account is behind {@code newest}, in the Region in which it is furthest behind. */
    Map<AccountId, Behind> find(RecordedBuild newest, Supplier<Optional<RecordedBuild>> older) {
        int builds = 0;
        int copiesRead = 0;
        boolean atLeast = false;
        Optional<RecordedBuild> next = Optional.of(newest);
        while (next.isPresent() && !atLeast && !(copies.isEmpty() && accounts.isEmpty())) {
            Counts size = next.get().counts();
            copiesRead += size.recorded() + size.unexpected();
            atLeast = builds > 0 && (builds == MAX_BUILDS || copiesRead > MAX_COPIES);
            if (!atLeast) {
                findIn(next.get(), Behind.with(next.get().build(), builds, newest.build()));
                builds++;
                next = older.get();
            }
        }
        Behind never = Behind.without(builds, atLeast);
        copies.forEach(copy -> note(copy.account(), never));
        accounts.forEach(account -> note(account, never));
        return furthest;
    }

    private void findIn(RecordedBuild build, Behind here) {
        FanOut fanOut = fanOut(build);
        copies.removeIf(copy -> isUsable(fanOut, copy) && note(copy.account(), here));
        accounts.removeIf(account ->
                fanOut.regions().keySet().stream().anyMatch(region -> isUsable(fanOut, new Copy(region, account)))
                        && note(account, here));
    }

    private boolean note(AccountId account, Behind behind) {
        furthest.merge(account, behind, Behind::orFurther);
        return true;
    }

    /** The copies of the build; only in the Regions that matter when no account has to be found in any Region. */
    private FanOut fanOut(RecordedBuild build) {
        ImageBuildArn arn = build.build().arn();
        if (arn.equals(image.recorded().build().arn())) {
            return image.fanOut();
        }
        Set<Region> regions = copies.stream().map(Copy::region).collect(Collectors.toSet());
        Optional<RecordedImage> read = accounts.isEmpty() ? catalog.image(arn, regions) : catalog.image(arn);
        return read.map(RecordedImage::fanOut).orElse(FanOut.NONE);
    }

    private boolean isUsable(FanOut fanOut, Copy copy) {
        RegionFanOut region = fanOut.regions().get(copy.region());
        return region != null
                && (region.amis().containsKey(copy.account())
                        || region.amis()
                                        .containsKey(
                                                image.recorded().build().arn().account())
                                && region.launchPermission()
                                        .includes(copy.account(), memberships.getOrDefault(copy.account(), Set.of())));
    }
}

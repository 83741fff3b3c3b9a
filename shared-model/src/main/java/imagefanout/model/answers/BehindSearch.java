package imagefanout.model.answers;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.registry.RegisteredAccount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds how far accounts are behind the newest offered build of a lineage: goes back through the offered builds until one has
 * what the account needs and, if none has it, through the builds that are not offered. Of each kind it reads as many builds as
 * {@value #MAX_COPIES} copies allow: dozens of small ones, or one of the largest.
 */
final class BehindSearch {
    private static final int MAX_BUILDS = 25;
    private static final int MAX_COPIES = 60_000;

    private final ImageCatalog catalog;
    private final RecordedImage image;
    private final Map<AccountId, RegisteredAccount> registered;
    private final Set<Copy> copies = new HashSet<>();
    private final Set<AccountId> accounts = new HashSet<>();
    private final Map<AccountId, Behind> furthest = new HashMap<>();

    /** @param image a build that was read already */
    BehindSearch(ImageCatalog catalog, RecordedImage image, Map<AccountId, RegisteredAccount> registered) {
        this.catalog = catalog;
        this.image = image;
        this.registered = registered;
    }

    /** The account needs a build in this Region, too. */
    void addCopy(Region region, AccountId account) {
        copies.add(new Copy(region, account));
    }

    /** The account needs a build in any Region. */
    void addAccount(AccountId account) {
        accounts.add(account);
    }

    /**
     * How far each account is behind {@code newest}, in the Region in which it is furthest behind. While no build is offered,
     * only the accounts that have a build.
     */
    Map<AccountId, Behind> find(Optional<RecordedBuild> newest, OfferedBuilds builds) {
        Budget budget = new Budget();
        int offered = 0;
        Optional<RecordedBuild> next = newest;
        while (!isDone() && next.isPresent() && budget.allows(next.get())) {
            Build build = next.get().build();
            findIn(next.get(), Behind.with(build, offered, false, newest.get().build()));
            offered++;
            next = builds.next();
        }
        Behind none = Behind.without(offered, next.isPresent());
        Budget more = new Budget();
        builds.passed().stream()
                .takeWhile(build -> !isDone() && more.allows(build))
                .forEach(build -> findIn(build, none.butHas(build)));
        if (newest.isPresent()) {
            copies.forEach(copy -> note(copy.account(), none));
            accounts.forEach(account -> note(account, none));
        }
        return furthest;
    }

    private boolean isDone() {
        return copies.isEmpty() && accounts.isEmpty();
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
        AccountId owner = image.recorded().build().arn().account();
        return region != null
                && (region.offered(copy.account()).isPresent()
                        || region.sharedBy(owner).includes(copy.account(), memberships(copy.account())));
    }

    private Set<Audience> memberships(AccountId account) {
        return Optional.ofNullable(registered.get(account))
                .map(RegisteredAccount::audiences)
                .orElse(Set.of());
    }

    /** How much may be read; the first build always. */
    private static final class Budget {
        private int builds;
        private int copies;

        boolean allows(RecordedBuild build) {
            copies += build.counts().recorded() + build.counts().unexpected();
            return builds++ == 0 || builds <= MAX_BUILDS && copies <= MAX_COPIES;
        }
    }
}

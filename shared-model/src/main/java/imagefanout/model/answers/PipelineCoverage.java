package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.RegionFanOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds who got the newest finished build of a pipeline: the newest that is AVAILABLE or FAILED.
 *
 * <p>To find how far behind the others are, it reads older builds, as many as {@value #MAX_COPIES} copies allow: dozens of
 * small builds, or one of the largest.
 */
public final class PipelineCoverage {
    private static final int MAX_BUILDS = 25;
    private static final int MAX_COPIES = 60_000;

    private final ImageCatalog catalog;

    public PipelineCoverage(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /**
     * The coverage; empty when no build is AVAILABLE or FAILED.
     *
     * @param chosen the build to report instead, whatever its state; empty result when it is not recorded
     * @param registered the active accounts, each with the audiences that it is known to belong to
     * @throws StorageException when the catalog could not be read
     */
    public Optional<Coverage> of(
            Lineage lineage, Optional<ImageBuildArn> chosen, Map<AccountId, Set<Audience>> registered) {
        BuildHistory history = new BuildHistory(catalog, lineage);
        List<RecordedBuild> offered = new ArrayList<>();
        while (history.hasNext()) {
            RecordedBuild build = history.next();
            if (build.isOffered()) {
                offered.add(build);
            }
            ImageState state = build.build().state();
            if (chosen.map(build.build().arn()::equals)
                    .orElse(state == ImageState.AVAILABLE || state == ImageState.FAILED)) {
                return catalog.image(build.build().arn())
                        .map(image -> new Calculation(image, registered, offered, history).coverage());
            }
        }
        return Optional.empty();
    }

    /** Calculates one coverage. */
    private final class Calculation {
        private final RecordedImage image;
        private final AccountId owner;
        private final Map<AccountId, Set<Audience>> registered;
        private final List<RecordedBuild> offered;
        private final BuildHistory older;

        private final SortedMap<AccountId, Counts> counts = new TreeMap<>();
        private final SortedMap<Region, SortedSet<AccountId>> shared = new TreeMap<>();
        private final SortedSet<AccountId> awaiting = new TreeSet<>();
        private final Map<AccountId, Behind> furthest = new HashMap<>();
        private final Set<Copy> copiesToFind = new HashSet<>();
        private final Set<AccountId> accountsToFind = new HashSet<>();

        Calculation(
                RecordedImage image,
                Map<AccountId, Set<Audience>> registered,
                List<RecordedBuild> offered,
                BuildHistory older) {
            this.image = image;
            this.owner = image.recorded().build().arn().account();
            this.registered = registered;
            this.offered = offered;
            this.older = older;
        }

        Coverage coverage() {
            image.fanOut().regions().values().forEach(this::count);
            if (image.recorded().build().type() == ImageType.AMI) {
                awaiting.addAll(registered.keySet());
                awaiting.removeAll(counts.keySet());
            }
            Optional<RecordedBuild> newest = nextOffered(0);
            newest.ifPresent(this::findBehind);
            SortedMap<AccountId, AccountCoverage> accounts = new TreeMap<>();
            counts.forEach((account, count) ->
                    accounts.put(account, new AccountCoverage(count, sharedRegions(account), behind(account, newest))));
            SortedMap<AccountId, Optional<Behind>> behindAwaiting = new TreeMap<>();
            awaiting.forEach(account -> behindAwaiting.put(account, behind(account, newest)));
            return new Coverage(image, newest, accounts, shared, behindAwaiting);
        }

        private void count(RegionFanOut region) {
            region.amis().keySet().forEach(account -> {
                boolean unexpected = region.unexpected().contains(account);
                add(region.region(), account, unexpected ? new Counts(0, 0, 1) : new Counts(1, 1, 0));
            });
            region.gaps().keySet().forEach(account -> add(region.region(), account, new Counts(1, 0, 0)));
            for (AccountId account : sharing(region)) {
                shared.computeIfAbsent(region.region(), in -> new TreeSet<>()).add(account);
                add(region.region(), account, Counts.NONE);
            }
        }

        private void add(Region region, AccountId account, Counts count) {
            counts.merge(account, count, Counts::plus);
            copiesToFind.add(new Copy(region, account));
        }

        /** The accounts that may launch the owner's AMI and have no copy. */
        private Set<AccountId> sharing(RegionFanOut region) {
            Set<AccountId> sharing = new HashSet<>();
            if (region.amis().containsKey(owner)) {
                for (Audience audience : region.launchPermission().audiences()) {
                    if (audience instanceof Audience.Account account) {
                        sharing.add(account.id());
                    }
                }
                registered.keySet().stream()
                        .filter(account -> mayLaunch(region, account))
                        .forEach(sharing::add);
                sharing.removeAll(region.amis().keySet());
            }
            return sharing;
        }

        private boolean mayLaunch(RegionFanOut region, AccountId account) {
            Set<Audience> audiences = region.launchPermission().audiences();
            return audiences.contains(new Audience.Account(account))
                    || audiences.contains(new Audience.Everyone())
                    || !Collections.disjoint(audiences, registered.getOrDefault(account, Set.of()));
        }

        private int sharedRegions(AccountId account) {
            return (int) shared.values().stream()
                    .filter(accounts -> accounts.contains(account))
                    .count();
        }

        private Optional<Behind> behind(AccountId account, Optional<RecordedBuild> newest) {
            return newest.map(build -> furthest.getOrDefault(account, Behind.without(0, true)));
        }

        /** Goes back through the offered builds until each copy and account is found in one of them. */
        private void findBehind(RecordedBuild newest) {
            accountsToFind.addAll(awaiting);
            int builds = 0;
            int copiesRead = 0;
            boolean atLeast = false;
            Optional<RecordedBuild> next = Optional.of(newest);
            while (next.isPresent() && !atLeast && !(copiesToFind.isEmpty() && accountsToFind.isEmpty())) {
                Counts size = next.get().counts();
                copiesRead += size.recorded() + size.unexpected();
                atLeast = builds > 0 && (builds == MAX_BUILDS || copiesRead > MAX_COPIES);
                if (!atLeast) {
                    find(next.get(), Behind.with(next.get().build(), builds, newest.build()));
                    builds++;
                    next = nextOffered(builds);
                }
            }
            Behind never = Behind.without(builds, atLeast);
            copiesToFind.forEach(copy -> note(copy.account(), never));
            accountsToFind.forEach(account -> note(account, never));
        }

        private void find(RecordedBuild build, Behind here) {
            FanOut fanOut = fanOut(build);
            copiesToFind.removeIf(copy -> isUsable(fanOut, copy) && note(copy.account(), here));
            accountsToFind.removeIf(account ->
                    fanOut.regions().keySet().stream().anyMatch(region -> isUsable(fanOut, new Copy(region, account)))
                            && note(account, here));
        }

        private boolean note(AccountId account, Behind behind) {
            furthest.merge(account, behind, Behind::orFurther);
            return true;
        }

        private Optional<RecordedBuild> nextOffered(int index) {
            while (offered.size() <= index && older.hasNext()) {
                RecordedBuild build = older.next();
                if (build.isOffered()) {
                    offered.add(build);
                }
            }
            return index < offered.size() ? Optional.of(offered.get(index)) : Optional.empty();
        }

        /** The copies of the build; only in the Regions that matter when no account has to be found in any Region. */
        private FanOut fanOut(RecordedBuild build) {
            ImageBuildArn arn = build.build().arn();
            if (arn.equals(image.recorded().build().arn())) {
                return image.fanOut();
            }
            Set<Region> regions = copiesToFind.stream().map(Copy::region).collect(Collectors.toSet());
            Optional<RecordedImage> read = accountsToFind.isEmpty() ? catalog.image(arn, regions) : catalog.image(arn);
            return read.map(RecordedImage::fanOut).orElse(FanOut.NONE);
        }

        private boolean isUsable(FanOut fanOut, Copy copy) {
            RegionFanOut region = fanOut.regions().get(copy.region());
            return region != null
                    && (region.amis().containsKey(copy.account())
                            || region.amis().containsKey(owner) && mayLaunch(region, copy.account()));
        }
    }
}

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

/**
 * Says who got the newest finished build of a pipeline: the newest that is AVAILABLE or FAILED.
 *
 * <p>To say how far behind those are who did not, older builds are read, as many as {@value #MAX_COPIES} copies allow:
 * dozens of small builds, or one of the largest.
 */
public final class PipelineCoverage {
    private static final int MAX_BUILDS = 25;
    private static final int MAX_COPIES = 60_000;

    private final ImageCatalog catalog;

    public PipelineCoverage(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /**
     * The coverage, or empty when no build is AVAILABLE or FAILED.
     *
     * @param chosen of this build instead, whatever is newer or has become of it; empty when it is not recorded
     * @param registered the active accounts, each with the audiences that it is known to belong to
     * @throws StorageException when the catalog could not be read
     */
    public Optional<Coverage> of(
            Lineage lineage, Optional<ImageBuildArn> chosen, Map<AccountId, Set<Audience>> registered) {
        BuildHistory history = new BuildHistory(catalog, lineage);
        List<RecordedBuild> offered = new ArrayList<>();
        Optional<RecordedBuild> covered = Optional.empty();
        while (covered.isEmpty() && history.hasNext()) {
            RecordedBuild build = history.next();
            covered = Optional.of(build).filter(one -> isMeant(one, chosen));
            if (build.isOffered()) {
                offered.add(build);
            }
        }
        return covered.flatMap(build -> catalog.image(build.build().arn()))
                .map(image -> new Reckoning(image, registered, offered, history).coverage());
    }

    private static boolean isMeant(RecordedBuild build, Optional<ImageBuildArn> chosen) {
        ImageState state = build.build().state();
        return chosen.map(arn -> arn.equals(build.build().arn()))
                .orElse(state == ImageState.AVAILABLE || state == ImageState.FAILED);
    }

    /** One coverage under way. */
    private final class Reckoning {
        private final RecordedImage image;
        private final Map<AccountId, Set<Audience>> registered;
        private final List<RecordedBuild> offered;
        private final BuildHistory older;

        private final SortedMap<AccountId, Counts> counts = new TreeMap<>();
        private final SortedMap<Region, SortedSet<AccountId>> shared = new TreeMap<>();
        private final Map<AccountId, Behind> furthest = new HashMap<>();
        private final Set<Copy> openCopies = new HashSet<>();
        private final SortedSet<AccountId> awaiting = new TreeSet<>();

        Reckoning(
                RecordedImage image,
                Map<AccountId, Set<Audience>> registered,
                List<RecordedBuild> offered,
                BuildHistory older) {
            this.image = image;
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
            newest.ifPresent(this::reckonBehind);

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
            openCopies.add(new Copy(region, account));
        }

        /** The accounts that may launch the owner's AMI and have no copy. */
        private Set<AccountId> sharing(RegionFanOut region) {
            if (!region.amis().containsKey(owner())
                    || region.launchPermission().audiences().isEmpty()) {
                return Set.of();
            }
            Set<AccountId> sharing = new HashSet<>();
            for (Audience audience : region.launchPermission().audiences()) {
                if (audience instanceof Audience.Account account) {
                    sharing.add(account.id());
                }
            }
            registered.keySet().stream()
                    .filter(account -> isOpenTo(region, account))
                    .forEach(sharing::add);
            sharing.removeAll(region.amis().keySet());
            return sharing;
        }

        private boolean isOpenTo(RegionFanOut region, AccountId account) {
            Set<Audience> open = region.launchPermission().audiences();
            return open.contains(new Audience.Account(account))
                    || open.contains(new Audience.Everyone())
                    || !Collections.disjoint(open, registered.getOrDefault(account, Set.of()));
        }

        private AccountId owner() {
            return image.recorded().build().arn().account();
        }

        private int sharedRegions(AccountId account) {
            return (int) shared.values().stream()
                    .filter(accounts -> accounts.contains(account))
                    .count();
        }

        private Optional<Behind> behind(AccountId account, Optional<RecordedBuild> newest) {
            return newest.map(build -> furthest.getOrDefault(account, Behind.without(0, true)));
        }

        /** Steps back through the offered builds until every place has been found in one of them. */
        private void reckonBehind(RecordedBuild newest) {
            Set<AccountId> openAccounts = new HashSet<>(awaiting);
            int stepped = 0;
            int copiesRead = 0;
            boolean cutShort = false;
            for (Optional<RecordedBuild> next = nextOffered(0);
                    next.isPresent() && !(openCopies.isEmpty() && openAccounts.isEmpty());
                    next = nextOffered(stepped)) {
                RecordedBuild build = next.get();
                copiesRead += build.counts().recorded() + build.counts().unexpected();
                if (stepped > 0 && (stepped == MAX_BUILDS || copiesRead > MAX_COPIES)) {
                    cutShort = true;
                    break;
                }
                Behind here = Behind.with(build.build(), stepped, newest.build());
                FanOut fanOut = fanOut(build, openAccounts.isEmpty());
                openCopies.removeIf(copy -> isUsable(fanOut, copy) && note(copy.account(), here));
                openAccounts.removeIf(account -> fanOut.regions().keySet().stream()
                                .anyMatch(region -> isUsable(fanOut, new Copy(region, account)))
                        && note(account, here));
                stepped++;
            }
            Behind never = Behind.without(stepped, cutShort);
            openCopies.forEach(copy -> note(copy.account(), never));
            openAccounts.forEach(account -> note(account, never));
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

        private FanOut fanOut(RecordedBuild build, boolean onlyOpenRegions) {
            if (build.build().arn().equals(image.recorded().build().arn())) {
                return image.fanOut();
            }
            Set<Region> regions = new HashSet<>();
            openCopies.forEach(copy -> regions.add(copy.region()));
            Optional<RecordedImage> read = onlyOpenRegions
                    ? catalog.image(build.build().arn(), regions)
                    : catalog.image(build.build().arn());
            return read.map(RecordedImage::fanOut).orElse(FanOut.NONE);
        }

        private boolean isUsable(FanOut fanOut, Copy copy) {
            RegionFanOut region = fanOut.regions().get(copy.region());
            return region != null
                    && (region.amis().containsKey(copy.account())
                            || region.amis().containsKey(owner()) && isOpenTo(region, copy.account()));
        }
    }
}

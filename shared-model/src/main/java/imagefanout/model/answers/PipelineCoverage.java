package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.RegionFanOut;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Finds who got the newest finished build of a pipeline, AVAILABLE or FAILED, and how far behind the others are. */
public final class PipelineCoverage {
    private final ImageCatalog catalog;
    private final OfferPolicy offer;

    public PipelineCoverage(ImageCatalog catalog, OfferPolicy offer) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.offer = requireNonNull(offer, "offer");
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
        NewestFirst<RecordedBuild> history = NewestFirst.of(catalog, lineage, NewestFirst.PAGE);
        Queue<RecordedBuild> offered = new ArrayDeque<>();
        while (history.hasNext()) {
            RecordedBuild build = history.next();
            if (offer.includes(build)) {
                offered.add(build);
            }
            if (isToReport(build, chosen)) {
                Supplier<Optional<RecordedBuild>> nextOffered =
                        () -> {
                    while (offered.isEmpty() && history.hasNext()) {
                        RecordedBuild older = history.next();
                        if (offer.includes(older)) {
                            offered.add(older);
                        }
                    }
                    return Optional.ofNullable(offered.poll());
                };
                return catalog.image(build.build().arn())
                        .map(image -> new Calculation(image, registered).coverage(nextOffered));
            }
        }
        return Optional.empty();
    }

    private boolean isToReport(RecordedBuild recorded, Optional<ImageBuildArn> chosen) {
        Build build = recorded.build();
        return chosen.map(build.arn()::equals)
                .orElse(build.state() == ImageState.AVAILABLE
                        || build.state() == ImageState.FAILED
                        || offer.includes(recorded));
    }

    /** Calculates one coverage. */
    private final class Calculation {
        private final RecordedImage image;
        private final AccountId owner;
        private final Map<AccountId, Set<Audience>> registered;
        private final SortedMap<AccountId, Counts> counts = new TreeMap<>();
        private final SortedMap<Region, SortedSet<AccountId>> shared = new TreeMap<>();
        private final Set<Copy> copies = new HashSet<>();

        Calculation(RecordedImage image, Map<AccountId, Set<Audience>> registered) {
            this.image = image;
            this.owner = image.recorded().build().arn().account();
            this.registered = registered;
        }

        Coverage coverage(Supplier<Optional<RecordedBuild>> nextOffered) {
            image.fanOut().regions().values().forEach(this::count);
            SortedSet<AccountId> awaiting = new TreeSet<>();
            if (image.recorded().build().type() == ImageType.AMI) {
                awaiting.addAll(registered.keySet());
                awaiting.removeAll(counts.keySet());
            }
            Optional<RecordedBuild> newest = nextOffered.get();
            Map<AccountId, Behind> behind = newest.map(build ->
                            new BehindSearch(catalog, image, registered, copies, awaiting).find(build, nextOffered))
                    .orElse(Map.of());
            SortedMap<AccountId, Coverage.AccountShare> accounts = new TreeMap<>();
            counts.forEach((account, count) -> accounts.put(
                    account,
                    new Coverage.AccountShare(
                            count, sharedRegions(account), Optional.ofNullable(behind.get(account)))));
            SortedMap<AccountId, Optional<Behind>> behindAwaiting = new TreeMap<>();
            awaiting.forEach(account -> behindAwaiting.put(account, Optional.ofNullable(behind.get(account))));
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
            copies.add(new Copy(region, account));
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
                registered.forEach((account, memberships) -> {
                    if (region.launchPermission().includes(account, memberships)) {
                        sharing.add(account);
                    }
                });
                sharing.removeAll(region.amis().keySet());
            }
            return sharing;
        }

        private int sharedRegions(AccountId account) {
            return (int) shared.values().stream()
                    .filter(accounts -> accounts.contains(account))
                    .count();
        }
    }
}

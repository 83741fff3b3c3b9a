package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.SyncedConfiguration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds who got the newest finished build of a lineage, AVAILABLE or FAILED, and how far behind the others are. */
public final class PipelineCoverage {
    private final ImageCatalog catalog;
    private final OfferPolicy offer;
    private final DistributionLedger ledger;

    public PipelineCoverage(ImageCatalog catalog, OfferPolicy offer, DistributionLedger ledger) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.offer = requireNonNull(offer, "offer");
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /**
     * The coverage; empty when no build is AVAILABLE or FAILED.
     *
     * @param chosen the build to report instead, whatever its state; empty result when it is not recorded
     * @param active the active accounts of the registry
     * @throws StorageException when the catalog or the ledger could not be read
     */
    public Optional<Coverage> of(
            Lineage lineage, Optional<ImageBuildArn> chosen, SortedMap<AccountId, RegisteredAccount> active) {
        return of(new OfferedBuilds(catalog, offer, lineage, NewestFirst.PAGE), chosen, active);
    }

    /**
     * The coverage of a channel: as above, but none but its promotions count.
     *
     * @param promotions newest first
     * @param chosen the build to report instead of the first; empty result when it is not among them
     */
    public Optional<Coverage> of(
            List<Promotion> promotions,
            Optional<ImageBuildArn> chosen,
            SortedMap<AccountId, RegisteredAccount> active) {
        Optional<ImageBuildArn> reported =
                chosen.or(() -> promotions.stream().map(Promotion::build).findFirst());
        NewestFirst<RecordedBuild> promoted =
                NewestFirst.promoted(promotions, catalog::builds, RecordedBuild::build, NewestFirst.PAGE);
        return of(new OfferedBuilds(offer, promoted), reported, active);
    }

    private Optional<Coverage> of(
            OfferedBuilds builds, Optional<ImageBuildArn> chosen, SortedMap<AccountId, RegisteredAccount> active) {
        Optional<RecordedBuild> newest = builds.read();
        Optional<RecordedBuild> reported = newest;
        while (reported.isPresent() && !isToReport(reported.get(), chosen)) {
            reported = builds.read();
        }
        return reported.flatMap(build -> catalog.image(build.build().arn())).map(image -> {
            Optional<SyncedConfiguration> next =
                    configurationOfNext(newest.orElseThrow().build());
            return new Calculation(image, active, next).coverage(builds);
        });
    }

    private boolean isToReport(RecordedBuild recorded, Optional<ImageBuildArn> chosen) {
        Build build = recorded.build();
        return chosen.map(build.arn()::equals)
                .orElse(build.state() == ImageState.AVAILABLE
                        || build.state() == ImageState.FAILED
                        || offer.includes(recorded));
    }

    /**
     * The managed configuration that the pipeline used last. The next build uses it too, unless somebody gives the pipeline
     * another one. Without a pipeline, whoever makes the next image chooses its configuration.
     */
    private Optional<SyncedConfiguration> configurationOfNext(Build newest) {
        return newest.pipeline()
                .flatMap(pipeline -> newest.distributionConfigurationArn())
                .flatMap(PipelineCoverage::configuration)
                .flatMap(ledger::configuration);
    }

    /** Empty when it is no ARN that a managed configuration can have. */
    private static Optional<DistributionConfigurationArn> configuration(String arn) {
        try {
            return Optional.of(DistributionConfigurationArn.parse(arn));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** Calculates one coverage. */
    private final class Calculation {
        private final RecordedImage image;
        private final AccountId owner;
        private final SortedMap<AccountId, RegisteredAccount> active;
        private final Optional<SyncedConfiguration> next;
        private final SortedMap<AccountId, Counts> counts = new TreeMap<>();
        private final SortedMap<Region, SortedSet<AccountId>> shared = new TreeMap<>();
        private final BehindSearch search;

        Calculation(
                RecordedImage image,
                SortedMap<AccountId, RegisteredAccount> active,
                Optional<SyncedConfiguration> next) {
            this.image = image;
            this.owner = image.recorded().build().arn().account();
            this.active = active;
            this.next = next;
            this.search = new BehindSearch(catalog, image, active);
        }

        Coverage coverage(OfferedBuilds builds) {
            image.fanOut().regions().values().forEach(this::count);
            SortedMap<AccountId, SortedSet<Region>> waiting = waiting();
            waiting.keySet().forEach(search::addAccount);
            Optional<RecordedBuild> offered = builds.next();
            Map<AccountId, Behind> behind = search.find(offered, builds);

            SortedMap<AccountId, Coverage.AccountShare> accounts = new TreeMap<>();
            counts.forEach((account, count) -> accounts.put(
                    account,
                    new Coverage.AccountShare(
                            count, sharedRegions(account), Optional.ofNullable(behind.get(account)))));
            SortedMap<AccountId, Coverage.Awaiting> awaiting = new TreeMap<>();
            waiting.forEach((account, regions) ->
                    awaiting.put(account, new Coverage.Awaiting(regions, Optional.ofNullable(behind.get(account)))));
            return new Coverage(
                    image, offered, builds.held(), accounts, shared, next.map(SyncedConfiguration::state), awaiting);
        }

        private SortedMap<AccountId, SortedSet<Region>> waiting() {
            SortedMap<AccountId, SortedSet<Region>> waiting = new TreeMap<>();
            if (next.isPresent() && image.recorded().build().type() == ImageType.AMI) {
                active.values().stream()
                        .filter(account -> !counts.containsKey(account.id()))
                        .forEach(account -> waiting.put(account.id(), next.get().nextRegions(account)));
                waiting.values().removeIf(Set::isEmpty);
            }
            return waiting;
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
            search.addCopy(region, account);
        }

        /** The accounts that may launch the owner's AMI and have no copy. */
        private Set<AccountId> sharing(RegionFanOut region) {
            Set<AccountId> sharing = new HashSet<>();
            LaunchPermission permission = region.sharedBy(owner);
            if (!permission.audiences().isEmpty()) {
                for (Audience audience : permission.audiences()) {
                    if (audience instanceof Audience.Account account) {
                        sharing.add(account.id());
                    }
                }
                active.values().stream()
                        .filter(account -> permission.includes(account.id(), account.audiences()))
                        .map(RegisteredAccount::id)
                        .forEach(sharing::add);
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

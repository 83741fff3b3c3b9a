package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.announce.AnnounceBuilds.ChangedBuild;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.answers.Access;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import java.util.stream.Stream;

/** Announces to each account what changed in its latest AMIs of a lineage. */
final class AnnounceLatest {
    private static final int MAX_TRIES = 10;
    private static final Comparator<RecordedBuild> OLDEST_FIRST =
            Comparator.comparing(recorded -> recorded.build().position());

    /** Usually there is one. */
    private static final int MAX_ANNOUNCED_LAST = 5;

    private final ImageCatalog catalog;
    private final Channels channels;
    private final OfferPolicy offer;
    private final AccountRegistry registry;
    private final AnnouncedStates states;
    private final AnnouncementBus bus;

    AnnounceLatest(
            ImageCatalog catalog,
            Channels channels,
            OfferPolicy offer,
            AccountRegistry registry,
            AnnouncedStates states,
            AnnouncementBus bus) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.channels = requireNonNull(channels, "channels");
        this.offer = requireNonNull(offer, "offer");
        this.registry = requireNonNull(registry, "registry");
        this.states = requireNonNull(states, "states");
        this.bus = requireNonNull(bus, "bus");
    }

    /**
     * Announces what the changed builds mean for accounts.
     *
     * @param channel empty: what the lineage answers without one
     * @param reached the builds whose accounts are compared, besides those that were told before
     * @param news other announcements, to be published together with these
     */
    void announce(
            Lineage lineage,
            Optional<ChannelName> channel,
            List<ChangedBuild> changed,
            List<ImageBuildArn> reached,
            List<Announcement> news) {
        List<Announcement> waiting = new ArrayList<>(news);
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Run run = new Run(lineage, channel, changed, reached);
            run.repeatUnpublished();
            List<LatestChanged> changes = run.changes();
            List<LatestChanged> stored = run.announced.store(changes);
            waiting.addAll(stored);
            bus.publish(waiting);
            waiting.clear();
            run.announced.markPublished();
            if (stored.size() == changes.size()) {
                return;
            }
        }
        throw new StorageException("the announcements of " + lineage + " kept changing");
    }

    /** One comparison of what was announced with what the catalog answers. */
    private final class Run {
        private final Lineage lineage;
        private final String channelName;
        private final Optional<Channel> channel;
        private final List<ChangedBuild> changed;
        private final AnnouncedParts announced;
        private final Map<ImageBuildArn, Optional<RecordedBuild>> builds = new HashMap<>();
        private final List<RecordedImage> images;

        Run(Lineage lineage, Optional<ChannelName> name, List<ChangedBuild> changed, List<ImageBuildArn> reached) {
            this.lineage = lineage;
            this.changed = changed;
            this.channelName = name.map(ChannelName::value).orElse(ChannelName.LATEST);
            this.announced = new AnnouncedParts(states, lineage, channelName);
            // Read after what was announced: what is compared with it must not be older than it is.
            this.channel = name.flatMap(each -> channels.channel((PipelineArn) lineage, each));
            this.images = reached.stream()
                    .flatMap(build -> catalog.image(build).stream())
                    .toList();
        }

        /** What an earlier run stored and may not have published must be published before it is replaced. */
        void repeatUnpublished() {
            bus.publish(announced.unpublished());
            announced.markPublished();
        }

        List<LatestChanged> changes() {
            RecentCopies copies = new RecentCopies(catalog, lineage, readConsistently());
            Set<Audience> openedTo = copies.openedTo();
            SortedSet<AccountId> accounts = accounts();
            Map<AccountId, RegisteredAccount> registered = openedTo.isEmpty() && !sharesWithAccounts()
                    ? Map.of()
                    : RegistrySnapshot.read(registry).accounts();
            if (!openedTo.isEmpty()) {
                registered.values().stream()
                        .filter(account -> account.status().isActive())
                        .forEach(account -> accounts.add(account.id()));
            }
            LatestImage latest = new LatestImage(copies, offer);
            List<LatestChanged> changes = new ArrayList<>();
            for (AccountId account : accounts) {
                Optional<RegisteredAccount> row = Optional.ofNullable(registered.get(account));
                SortedMap<Region, AnnouncedAmi> now = answer(latest, account, memberships(row, openedTo));
                boolean isActive = row.filter(one -> one.status().isActive()).isPresent();
                change(account, now, isActive).ifPresent(changes::add);
            }
            return changes;
        }

        /** The images, and the builds that were announced last: a list that lacks one would answer with an older build again. */
        private List<RecordedImage> readConsistently() {
            List<RecordedImage> all = new ArrayList<>(images);
            if (channel.isEmpty()) {
                Set<ImageBuildArn> last = new HashSet<>(announced.lastBuilds());
                images.forEach(image -> last.remove(image.recorded().build().arn()));
                last.stream().limit(MAX_ANNOUNCED_LAST).forEach(build -> catalog.image(build)
                        .ifPresent(all::add));
            }
            return all;
        }

        private SortedMap<Region, AnnouncedAmi> answer(
                LatestImage latest, AccountId account, Set<Audience> memberships) {
            Latest answer = channel.map(
                            found -> latest.of(lineage, account, memberships, Optional.empty(), found.promotions()))
                    .orElseGet(() -> latest.of(lineage, account, memberships, Optional.empty(), Optional.empty()));
            SortedMap<Region, AnnouncedAmi> amis = new TreeMap<>();
            answer.amis().forEach((region, ami) -> {
                ImageBuildArn build = ami.recorded().build().arn();
                builds.put(build, Optional.of(ami.recorded()));
                amis.put(region, new AnnouncedAmi(ami.ami(), ami.access(), build));
            });
            return amis;
        }

        /** Everyone whose answer may have changed: those with an earlier announcement, and those that a changed build reaches. */
        private SortedSet<AccountId> accounts() {
            SortedSet<AccountId> accounts = new TreeSet<>(announced.byAccount().keySet());
            regions().forEach(region -> {
                accounts.addAll(region.amis().keySet());
                accounts.addAll(region.launchPermission().accounts());
            });
            return accounts;
        }

        private Stream<RegionFanOut> regions() {
            return images.stream().flatMap(image -> image.fanOut().regions().values().stream());
        }

        /** Only active accounts of the registry are told of AMIs that are shared with them. */
        private boolean sharesWithAccounts() {
            return regions()
                            .anyMatch(region ->
                                    !region.launchPermission().accounts().isEmpty())
                    || announced.byAccount().values().stream()
                            .anyMatch(entry ->
                                    !owns(entry.amis()) && !entry.amis().isEmpty());
        }

        private static Set<Audience> memberships(Optional<RegisteredAccount> row, Set<Audience> openedTo) {
            Set<Audience> own = row.map(RegisteredAccount::audiences).orElse(Set.of());
            return openedTo.stream()
                    .filter(audience -> audience instanceof Audience.Everyone || own.contains(audience))
                    .collect(Collectors.toSet());
        }

        private static boolean owns(SortedMap<Region, AnnouncedAmi> amis) {
            return amis.values().stream().anyMatch(ami -> ami.access() == Access.OWNED);
        }

        private Optional<LatestChanged> change(
                AccountId account, SortedMap<Region, AnnouncedAmi> now, boolean isActive) {
            SortedMap<Region, AnnouncedAmi> before = Optional.ofNullable(
                            announced.byAccount().get(account))
                    .map(LatestChanged::amis)
                    .orElseGet(Collections::emptySortedMap);
            if (now.equals(before) || !isActive && !owns(now) && !owns(before)) {
                return Optional.empty();
            }
            SortedMap<Region, Optional<AmiId>> previous = previous(now, before);
            Optional<RecordedBuild> gained = newest(previous.keySet(), now);
            Optional<RecordedBuild> lost = newest(previous.keySet(), before);
            ImageBuildArn build = (isNewer(gained, lost) ? gained : lost)
                    .map(recorded -> recorded.build().arn())
                    .orElseGet(() -> (now.isEmpty() ? before : now)
                            .values()
                            .iterator()
                            .next()
                            .build());
            return Optional.of(new LatestChanged(
                    announced.nextSequence(account),
                    lineage,
                    channelName,
                    account,
                    now,
                    previous,
                    cause(gained, lost),
                    build));
        }

        private static SortedMap<Region, Optional<AmiId>> previous(
                SortedMap<Region, AnnouncedAmi> now, SortedMap<Region, AnnouncedAmi> before) {
            SortedMap<Region, Optional<AmiId>> previous = new TreeMap<>();
            for (Region region : Sorted.union(now.keySet(), before.keySet())) {
                Optional<AnnouncedAmi> was = Optional.ofNullable(before.get(region));
                if (!was.equals(Optional.ofNullable(now.get(region)))) {
                    previous.put(region, was.map(AnnouncedAmi::ami));
                }
            }
            return previous;
        }

        private static boolean isNewer(Optional<RecordedBuild> gained, Optional<RecordedBuild> lost) {
            return gained.filter(build -> lost.isEmpty() || OLDEST_FIRST.compare(build, lost.get()) > 0)
                    .isPresent();
        }

        private ChangeCause cause(Optional<RecordedBuild> gained, Optional<RecordedBuild> lost) {
            if (isNewer(gained, lost)) {
                ImageBuildArn newer = gained.get().build().arn();
                if (changed.stream()
                        .anyMatch(build -> build.isReleased() && build.arn().equals(newer))) {
                    return ChangeCause.BUILD_RELEASED;
                }
                return channel.isPresent() ? ChangeCause.PROMOTION : ChangeCause.NEW_BUILD;
            }
            if (lost.filter(this::wasTakenOut).isPresent()) {
                return ChangeCause.PROMOTION;
            }
            if (lost.isEmpty() || offer.includes(lost.get())) {
                return ChangeCause.COPIES_CHANGED;
            }
            if (lost.get().hold().isPresent()) {
                return ChangeCause.BUILD_HELD;
            }
            return switch (lost.get().build().state()) {
                case DEPRECATED, DISABLED -> ChangeCause.BUILD_DEPRECATED;
                case DELETED, GONE -> ChangeCause.BUILD_DELETED;
                default -> ChangeCause.COPIES_CHANGED;
            };
        }

        private boolean wasTakenOut(RecordedBuild build) {
            return channel.filter(
                            found -> found.promotions().stream().noneMatch(promotion -> promotion.isOf(build.build())))
                    .isPresent();
        }

        /** The newest build of these Regions, as it is recorded now. */
        private Optional<RecordedBuild> newest(Set<Region> regions, SortedMap<Region, AnnouncedAmi> amis) {
            return regions.stream()
                    .flatMap(region -> Optional.ofNullable(amis.get(region)).stream())
                    .map(AnnouncedAmi::build)
                    .distinct()
                    .flatMap(build -> builds.computeIfAbsent(build, catalog::build).stream())
                    .max(OLDEST_FIRST);
        }
    }
}

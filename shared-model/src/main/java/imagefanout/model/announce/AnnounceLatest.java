package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.announce.AnnounceBuilds.ChangedBuild;
import imagefanout.model.announce.AnnouncedAccounts.Entry;
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
import java.util.Collection;
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

/** Announces to each account what changed in its latest AMIs of a lineage. */
final class AnnounceLatest {
    static final String LATEST = "latest";

    private static final int MAX_TRIES = 10;

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
     * @param reached the builds whose accounts are compared, besides those that were told before
     * @param news other announcements, to be published together with these
     */
    void announce(Lineage lineage, List<ChangedBuild> changed, List<ImageBuildArn> reached, List<Announcement> news) {
        announce(lineage, Optional.empty(), changed, reached, news);
    }

    /**
     * Does the same for a channel.
     *
     * @param channel empty: what the lineage answers without one
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
            boolean isWhole = run.storeChanges();
            waiting.addAll(run.announcements);
            bus.publish(waiting);
            waiting.clear();
            run.markPublished();
            if (isWhole) {
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
        private final String subject;
        private final SortedMap<String, AnnouncedState> parts;
        private final Map<String, AnnouncedAccounts> announced = new HashMap<>();
        private final Map<String, Long> sequences = new HashMap<>();
        private final List<Announcement> announcements = new ArrayList<>();
        private final Map<ImageBuildArn, Optional<RecordedBuild>> builds = new HashMap<>();
        private final List<RecordedImage> images;

        Run(Lineage lineage, Optional<ChannelName> name, List<ChangedBuild> changed, List<ImageBuildArn> reached) {
            this.lineage = lineage;
            this.changed = changed;
            this.channelName = name.map(ChannelName::value).orElse(LATEST);
            this.subject = "LATEST#" + lineage + "#" + channelName;
            this.parts = states.read(subject);
            parts.forEach((part, state) -> announced.put(part, AnnouncedAccounts.parse(state.content())));
            // Read after the parts: what is compared with them must not be older than they are.
            this.channel = name.flatMap(each -> channels.channel((PipelineArn) lineage, each));
            this.images = reached.stream()
                    .flatMap(build -> catalog.image(build).stream())
                    .toList();
        }

        /** What an earlier run stored and may not have published. It must be published before it is replaced. */
        void repeatUnpublished() {
            List<Announcement> repeated = new ArrayList<>();
            Map<String, Long> repeatedParts = new HashMap<>();
            parts.forEach((part, state) -> {
                if (!state.isPublished()) {
                    announced.get(part).entries().forEach((account, entry) -> {
                        if (entry.sequence() > state.published()) {
                            repeated.add(announcement(account, entry));
                        }
                    });
                    repeatedParts.put(part, state.sequence());
                }
            });
            bus.publish(repeated);
            repeatedParts.forEach((part, sequence) -> states.published(subject, part, sequence));
        }

        /** False: another run stored some of them at the same time, so they must be compared again. */
        boolean storeChanges() {
            Map<String, SortedMap<AccountId, Entry>> changes = new TreeMap<>();
            changes().forEach((account, entry) -> changes.computeIfAbsent(
                            AnnouncedAccounts.partOf(account), part -> new TreeMap<>())
                    .put(account, entry));
            boolean isWhole = true;
            for (Map.Entry<String, SortedMap<AccountId, Entry>> change : changes.entrySet()) {
                isWhole &= store(change.getKey(), change.getValue());
            }
            return isWhole;
        }

        private boolean store(String part, SortedMap<AccountId, Entry> changes) {
            AnnouncedAccounts next =
                    announced.getOrDefault(part, AnnouncedAccounts.NONE).with(changes);
            Optional<Long> sequence =
                    states.replace(subject, part, Optional.ofNullable(parts.get(part)), next.toString());
            sequence.ifPresent(stored -> {
                changes.forEach((account, entry) -> announcements.add(announcement(account, entry)));
                sequences.put(part, stored);
            });
            return sequence.isPresent();
        }

        void markPublished() {
            sequences.forEach((part, sequence) -> states.published(subject, part, sequence));
        }

        private Announcement announcement(AccountId account, Entry entry) {
            return new Announcement.LatestChanged(
                    Announcement.changeId(subject, account.value(), entry.sequence()),
                    entry.sequence(),
                    lineage,
                    channelName,
                    account,
                    entry.now(),
                    entry.before(),
                    entry.cause(),
                    entry.build());
        }

        private SortedMap<AccountId, Entry> changes() {
            RecentCopies copies = new RecentCopies(catalog, lineage, readConsistently());
            Set<Audience> openedTo = copies.openedTo();
            SortedMap<AccountId, RegisteredAccount> registered = new TreeMap<>();
            SortedSet<AccountId> accounts = accounts();
            if (!openedTo.isEmpty() || sharesWithAccounts()) {
                registered.putAll(RegistrySnapshot.read(registry).accounts());
            }
            if (!openedTo.isEmpty()) {
                registered.values().stream()
                        .filter(account -> account.status().isActive())
                        .forEach(account -> accounts.add(account.id()));
            }
            LatestImage latest = new LatestImage(copies, offer);
            SortedMap<AccountId, Entry> changes = new TreeMap<>();
            for (AccountId account : accounts) {
                Optional<RegisteredAccount> row = Optional.ofNullable(registered.get(account));
                SortedMap<Region, AnnouncedAmi> now = new TreeMap<>();
                answer(latest, account, memberships(row, openedTo)).amis().forEach((region, ami) -> {
                    builds.put(ami.recorded().build().arn(), Optional.of(ami.recorded()));
                    now.put(
                            region,
                            new AnnouncedAmi(
                                    ami.ami(),
                                    ami.access(),
                                    ami.recorded().build().arn()));
                });
                boolean isActive = row.filter(one -> one.status().isActive()).isPresent();
                change(account, now, isActive).ifPresent(entry -> changes.put(account, entry));
            }
            return changes;
        }

        /** The images, and the builds that were announced last: a list that lacks one would answer with an older build again. */
        private List<RecordedImage> readConsistently() {
            List<RecordedImage> all = new ArrayList<>(images);
            if (channel.isEmpty()) {
                Set<ImageBuildArn> known = images.stream()
                        .map(image -> image.recorded().build().arn())
                        .collect(Collectors.toSet());
                announced.values().stream()
                        .flatMap(part -> part.last().stream())
                        .distinct()
                        .filter(build -> !known.contains(build))
                        .limit(MAX_ANNOUNCED_LAST)
                        .forEach(build -> catalog.image(build).ifPresent(all::add));
            }
            return all;
        }

        private Latest answer(LatestImage latest, AccountId account, Set<Audience> memberships) {
            return channel.map(found -> latest.of(lineage, account, memberships, Optional.empty(), found.promotions()))
                    .orElseGet(() -> latest.of(lineage, account, memberships, Optional.empty(), Optional.empty()));
        }

        /** Everyone whose answer may have changed: those with an earlier announcement, and those that a changed build reaches. */
        private SortedSet<AccountId> accounts() {
            SortedSet<AccountId> accounts = new TreeSet<>();
            announced.values().forEach(part -> accounts.addAll(part.entries().keySet()));
            regions().forEach(region -> {
                accounts.addAll(region.amis().keySet());
                accounts.addAll(sharedWith(region));
            });
            return accounts;
        }

        private Collection<RegionFanOut> regions() {
            return images.stream()
                    .map(RecordedImage::fanOut)
                    .flatMap(fanOut -> fanOut.regions().values().stream())
                    .toList();
        }

        /** Only active accounts of the registry are told of AMIs that are shared with them. */
        private boolean sharesWithAccounts() {
            return regions().stream().anyMatch(region -> !sharedWith(region).isEmpty())
                    || announced.values().stream()
                            .flatMap(part -> part.entries().values().stream())
                            .anyMatch(
                                    entry -> !owns(entry.now()) && !entry.now().isEmpty());
        }

        private static Set<AccountId> sharedWith(RegionFanOut region) {
            Set<AccountId> accounts = new HashSet<>();
            for (Audience audience : region.launchPermission().audiences()) {
                if (audience instanceof Audience.Account account) {
                    accounts.add(account.id());
                }
            }
            return accounts;
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

        private Optional<Entry> change(AccountId account, SortedMap<Region, AnnouncedAmi> now, boolean isActive) {
            String part = AnnouncedAccounts.partOf(account);
            SortedMap<Region, AnnouncedAmi> before =
                    announced.getOrDefault(part, AnnouncedAccounts.NONE).now(account);
            if (now.equals(before) || !isActive && !owns(now) && !owns(before)) {
                return Optional.empty();
            }
            SortedSet<Region> regions = new TreeSet<>(now.keySet());
            regions.addAll(before.keySet());
            regions.removeIf(
                    region -> Optional.ofNullable(now.get(region)).equals(Optional.ofNullable(before.get(region))));
            SortedMap<Region, Optional<AmiId>> previous = new TreeMap<>();
            regions.forEach(region ->
                    previous.put(region, Optional.ofNullable(before.get(region)).map(AnnouncedAmi::ami)));
            long sequence = Optional.ofNullable(parts.get(part))
                            .map(AnnouncedState::sequence)
                            .orElse(0L)
                    + 1;
            Optional<RecordedBuild> gained = newest(regions, now);
            Optional<RecordedBuild> lost = newest(regions, before);
            ImageBuildArn build = (isNewer(gained, lost) ? gained : lost)
                    .map(recorded -> recorded.build().arn())
                    .orElseGet(() -> (now.isEmpty() ? before : now)
                            .values()
                            .iterator()
                            .next()
                            .build());
            return Optional.of(new Entry(sequence, cause(gained, lost), build, now, previous));
        }

        private static boolean isNewer(Optional<RecordedBuild> gained, Optional<RecordedBuild> lost) {
            return gained.isPresent()
                    && (lost.isEmpty()
                            || gained.get()
                                            .build()
                                            .position()
                                            .compareTo(lost.get().build().position())
                                    > 0);
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
                    .max(Comparator.comparing(recorded -> recorded.build().position()));
        }
    }
}

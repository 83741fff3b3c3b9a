package imagefanout.model.announce;

import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.announce.InMemoryAnnouncedStates;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Announces from ports in memory. Each call of a run can be interrupted, before or after it took effect. */
final class AnnounceFixture {
    final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    final InMemoryChannels channels = new InMemoryChannels();
    final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
    final InMemoryDistributionLedger ledger = new InMemoryDistributionLedger();
    final InMemoryAnnouncedStates states = new InMemoryAnnouncedStates();
    final List<Announcement> published = new ArrayList<>();
    OfferPolicy offer = OfferPolicy.AVAILABLE_ONLY;

    /** Runs before and after each call of a run, with its name and number. */
    Interruption interruption = (call, number, isDone) -> {};

    /** Lists of builds lack these, as eventually consistent lists do for a moment. */
    final Set<ImageBuildArn> missingInLists = new HashSet<>();

    private int calls;
    private Instant now = Instant.parse("2026-02-01T00:00:00Z");

    @FunctionalInterface
    interface Interruption {
        void at(String call, int number, boolean isDone);
    }

    /** The process ended. No code of the fleet catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    void record(GoldenImages build) {
        now = now.plusSeconds(1);
        catalog.record(ImageSnapshot.of(now, build.described()));
    }

    void hold(GoldenImages build) {
        now = now.plusSeconds(1);
        catalog.hold(build.arn(), new Hold("sshd does not start", "ann", now));
    }

    void release(GoldenImages build) {
        now = now.plusSeconds(1);
        catalog.release(build.arn(), new Release("sshd starts", "bob", now));
    }

    void promote(GoldenImages build, ChannelName channel) {
        new PromoteBuild(channels)
                .promote(
                        GoldenImages.PIPELINE,
                        channel,
                        catalog.build(build.arn()).orElseThrow(),
                        new ChannelAction(Instant.parse("2026-03-01T00:00:00Z"), "ann", "tested", false));
    }

    AnnounceChanges.Announced hinted(GoldenImages... builds) {
        return announce(Stream.of(builds).map(GoldenImages::arn).toArray(ImageBuildArn[]::new));
    }

    AnnounceChanges.Announced announce(ImageBuildArn... builds) {
        return announce(Stream.of(builds).<Hint>map(Hint.OfBuild::new).toList());
    }

    AnnounceChanges.Announced announce(List<Hint> hints) {
        calls = 0;
        return announceChanges().announce(hints);
    }

    /** @param at the time of the run */
    AnnounceChanges.Announced announceMissing(Instant at, Deadline deadline) {
        calls = 0;
        return new AnnounceMissing(
                        announceChanges(),
                        intercepted(ImageCatalog.class, catalog),
                        intercepted(AccountRegistry.class, registry),
                        intercepted(DistributionLedger.class, ledger),
                        intercepted(AnnouncedStates.class, states),
                        Clock.fixed(at, ZoneOffset.UTC),
                        deadline)
                .run();
    }

    private AnnounceChanges announceChanges() {
        return new AnnounceChanges(
                intercepted(ImageCatalog.class, catalog),
                intercepted(Channels.class, channels),
                offer,
                intercepted(AccountRegistry.class, registry),
                intercepted(DistributionLedger.class, ledger),
                intercepted(AnnouncedStates.class, states),
                intercepted(AnnouncementBus.class, published::addAll));
    }

    int calls() {
        return calls;
    }

    private <T> T intercepted(Class<T> port, T target) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    int number = calls++;
                    String name = port.getSimpleName() + "." + method.getName();
                    interruption.at(name, number, false);
                    try {
                        Object answer = listed(name, method.invoke(target, arguments));
                        interruption.at(name, number, true);
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Object listed(String call, Object answer) {
        return call.equals("ImageCatalog.builds") ? withoutMissing((ResultPage<?, ?>) answer) : answer;
    }

    private <P> ResultPage<RecordedBuild, P> withoutMissing(ResultPage<?, P> page) {
        return new ResultPage<>(
                page.items().stream()
                        .map(RecordedBuild.class::cast)
                        .filter(recorded ->
                                !missingInLists.contains(recorded.build().arn()))
                        .toList(),
                page.next());
    }

    List<Announcement.LatestChanged> toldTo(AccountId account) {
        return published.stream()
                .filter(Announcement.LatestChanged.class::isInstance)
                .map(Announcement.LatestChanged.class::cast)
                .filter(told -> told.account().equals(account))
                .toList();
    }

    <T extends Announcement> List<T> published(Class<T> type) {
        return published.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

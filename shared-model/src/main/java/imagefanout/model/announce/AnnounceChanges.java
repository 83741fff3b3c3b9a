package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Announces what changed since the last announcement, wherever a hint points.
 *
 * <p>Whatever call fails, the next hint about the same subject publishes again, under the same change ID. A hint about something
 * that was announced already publishes nothing.
 */
public final class AnnounceChanges {
    private final ImageCatalog catalog;
    private final AnnounceBuilds builds;
    private final AnnounceTargets targets;
    private final AnnounceChannels channels;
    private int published;

    public AnnounceChanges(
            ImageCatalog catalog,
            Channels channels,
            OfferPolicy offer,
            AccountRegistry registry,
            DistributionLedger ledger,
            AnnouncedStates states,
            AnnouncementBus bus) {
        this.catalog = requireNonNull(catalog, "catalog");
        requireNonNull(bus, "bus");
        AnnouncementBus counted = announcements -> {
            if (!announcements.isEmpty()) {
                bus.publish(announcements);
                published += announcements.size();
            }
        };
        AnnounceLatest latest = new AnnounceLatest(catalog, channels, offer, registry, states, counted);
        AnnounceOnce once = new AnnounceOnce(states);
        this.channels = new AnnounceChannels(channels, once, latest);
        this.builds = new AnnounceBuilds(catalog, states, counted, latest, this.channels);
        this.targets = new AnnounceTargets(ledger, once, counted);
    }

    /**
     * What a run did.
     *
     * @param published the number of announcements
     * @param failures the hints whose announcements may be missing, and why; all others are done
     */
    public record Announced(int published, Map<Hint, RuntimeException> failures) {
        public Announced {
            failures = Map.copyOf(failures);
        }
    }

    /** Announces what the hints point to. A hint that fails stops no other. */
    public Announced announce(Collection<Hint> hints) {
        Map<Hint, RuntimeException> failures = new LinkedHashMap<>();
        Map<Lineage, List<ImageBuildArn>> lineages = new LinkedHashMap<>();
        for (Hint hint : new LinkedHashSet<>(hints)) {
            attempt(List.of(hint), failures, () -> {
                if (hint instanceof Hint.OfBuild of) {
                    catalog.build(of.build())
                            .map(recorded -> recorded.build().lineage())
                            .ifPresent(lineage -> lineages.computeIfAbsent(lineage, first -> new ArrayList<>())
                                    .add(of.build()));
                } else if (hint instanceof Hint.OfLineage of) {
                    builds.announce(of.lineage());
                } else if (hint instanceof Hint.OfChannel of) {
                    channels.announce(of);
                } else if (hint instanceof Hint.OfChange of) {
                    targets.announce(of);
                } else {
                    targets.announce((Hint.OfConfiguration) hint);
                }
            });
        }
        lineages.forEach((lineage, changed) -> attempt(
                changed.stream().map(Hint.OfBuild::new).toList(), failures, () -> builds.announce(lineage, changed)));
        return new Announced(published, failures);
    }

    private static void attempt(Collection<? extends Hint> hints, Map<Hint, RuntimeException> failures, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            hints.forEach(hint -> failures.put(hint, e));
        }
    }
}

package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.RuleOutlook.Candidate;
import imagefanout.model.channels.RuleOutlook.Status;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies one promotion rule by what the tables say now, whatever happened at earlier runs. A run that is late, lost or doubled ends
 * as one that was in time, as long as the window is open.
 *
 * <p>Every method throws {@link StorageException} when a table could not be read or written.
 */
public final class FollowChannel {
    private static final int MAX_TRIES = 10;

    private final Channels channels;
    private final ImageCatalog catalog;
    private final Clock clock;

    public FollowChannel(Channels channels, ImageCatalog catalog, Clock clock) {
        this.channels = requireNonNull(channels, "channels");
        this.catalog = requireNonNull(catalog, "catalog");
        this.clock = requireNonNull(clock, "clock");
    }

    /** The tables as one evaluation read them. */
    private record Reading(Optional<Channel> target, List<Followed> followed, Instant now) {
        List<Candidate> candidates() {
            return followed.stream().map(Followed::candidate).toList();
        }
    }

    /** A build of the followed channel that is newer than the current one of the target. */
    private record Followed(Promotion promotion, Optional<RecordedBuild> recorded, Candidate candidate) {}

    /** What the rule does next. */
    public RuleOutlook outlook(PromotionRule rule) {
        return outlook(rule, read(rule));
    }

    /**
     * Promotes the build that is due, if there is one.
     *
     * @return the channel after the promotion; empty when nothing is due
     */
    public Optional<Channel> apply(PromotionRule rule) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Reading reading = read(rule);
            RuleOutlook outlook = outlook(rule, reading);
            if (outlook.status() != Status.DUE) {
                return Optional.empty();
            }
            Channel next = promotion(rule, reading, outlook.next().orElseThrow());
            if (channels.replace(reading.target(), next)) {
                return Optional.of(next);
            }
        }
        throw new StorageException("the channel " + rule.target() + " kept changing");
    }

    private Reading read(PromotionRule rule) {
        Instant now = clock.instant();
        Optional<Channel> target =
                channels.channel(rule.target().pipeline(), rule.target().channel());
        List<Promotion> newer = channels.channel(rule.target().pipeline(), rule.follows()).stream()
                .flatMap(channel -> channel.promotions().stream())
                .filter(promotion -> target.flatMap(Channel::current)
                        .filter(current -> !promotion.isNewerThan(current))
                        .isEmpty())
                .toList();
        Map<ImageBuildArn, RecordedBuild> builds =
                catalog.builds(newer.stream().map(Promotion::build).collect(Collectors.toUnmodifiableSet())).stream()
                        .collect(Collectors.toMap(build -> build.build().arn(), Function.identity()));
        List<Followed> followed = newer.stream()
                .map(promotion -> {
                    Optional<RecordedBuild> recorded = Optional.ofNullable(builds.get(promotion.build()));
                    return new Followed(promotion, recorded, candidate(rule, promotion, target, recorded));
                })
                .toList();
        return new Reading(target, followed, now);
    }

    private Candidate candidate(
            PromotionRule rule, Promotion promotion, Optional<Channel> target, Optional<RecordedBuild> recorded) {
        List<String> obstacles = new ArrayList<>();
        if (target.filter(channel -> channel.hasTakenOut(promotion)).isPresent()) {
            obstacles.add("A person took it out of " + rule.target().channel() + ".");
        }
        obstacles.addAll(recorded.filter(build -> promotion.isOf(build.build()))
                .map(FollowChannel::obstacles)
                .orElse(List.of("It is no longer recorded.")));
        Instant from = obstacles.isEmpty()
                ? catalog.releasedAt(promotion.build())
                        .filter(released -> released.isAfter(promotion.at()))
                        .orElse(promotion.at())
                : promotion.at();
        return new Candidate(
                promotion.build(),
                from,
                obstacles.isEmpty() ? Optional.of(rule.dueAt(from)) : Optional.empty(),
                obstacles);
    }

    private static List<String> obstacles(RecordedBuild recorded) {
        List<String> obstacles = new ArrayList<>();
        if (recorded.build().state() != ImageState.AVAILABLE) {
            obstacles.add("It is " + recorded.build().state() + ".");
        }
        recorded.hold()
                .ifPresent(hold -> obstacles.add("It is on hold since " + hold.at() + " by " + hold.by() + ": "
                        + hold.reason() + ". The days are counted again from its release."));
        Counts counts = recorded.counts();
        if (counts.missing() > 0) {
            obstacles.add(counts.missing() + " of " + counts.expected() + " copies are missing.");
        }
        return obstacles;
    }

    private static RuleOutlook outlook(PromotionRule rule, Reading reading) {
        List<Candidate> candidates = reading.candidates();
        if (reading.target().filter(Channel::isDeleted).isPresent()) {
            String why = "A person deleted the channel. The rule continues when a person creates it again.";
            return nothing(rule, Status.STOPPED, why, candidates);
        }
        Optional<Instant> at = candidates.stream()
                .flatMap(candidate -> candidate.dueAt().stream())
                .map(due -> rule.nextWindow(due.isAfter(reading.now()) ? due : reading.now()))
                .min(Instant::compareTo);
        Optional<Candidate> next = at.flatMap(then -> candidates.stream()
                .filter(candidate ->
                        candidate.dueAt().filter(due -> !due.isAfter(then)).isPresent())
                .findFirst());
        if (next.isEmpty()) {
            String why = candidates.isEmpty()
                    ? rule.follows() + " has no build that is newer than that of "
                            + rule.target().channel() + "."
                    : "None of the newer builds of " + rule.follows() + " can be promoted.";
            return nothing(rule, Status.IDLE, why, candidates);
        }
        boolean isDue = !at.get().isAfter(reading.now());
        return new RuleOutlook(
                rule,
                isDue ? Status.DUE : Status.WAITING,
                next.map(Candidate::build),
                at,
                isDue ? List.of() : waitsFor(rule, next.get(), reading.now()),
                candidates);
    }

    private static RuleOutlook nothing(PromotionRule rule, Status status, String why, List<Candidate> candidates) {
        return new RuleOutlook(rule, status, Optional.empty(), Optional.empty(), List.of(why), candidates);
    }

    private static List<String> waitsFor(PromotionRule rule, Candidate next, Instant now) {
        List<String> waitsFor = new ArrayList<>();
        Instant due = next.dueAt().orElseThrow();
        if (due.isAfter(now)) {
            waitsFor.add("The build must have been in " + rule.follows() + " for " + rule.days()
                    + " days without a hold, counted from " + next.countedFrom() + ": until " + due + ".");
        }
        Instant ready = due.isAfter(now) ? due : now;
        rule.window()
                .filter(window -> window.next(ready).isAfter(ready))
                .ifPresent(window -> waitsFor.add("The window is closed: " + window + "."));
        return waitsFor;
    }

    private static Channel promotion(PromotionRule rule, Reading reading, ImageBuildArn build) {
        Followed followed = reading.followed().stream()
                .filter(each -> each.promotion().build().equals(build))
                .findFirst()
                .orElseThrow();
        Promotion promotion = followed.promotion();
        Candidate candidate = followed.candidate();
        Counts counts = followed.recorded().orElseThrow().counts();
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("follows", rule.follows().value());
        facts.put("promotedThereAt", promotion.at().toString());
        facts.put("countedFrom", candidate.countedFrom().toString());
        facts.put("days", Integer.toString(rule.days()));
        facts.put("dueAt", candidate.dueAt().orElseThrow().toString());
        facts.put("window", rule.window().map(PromotionWindow::toString).orElse("always open"));
        facts.put("zone", rule.zone().toString());
        facts.put("state", ImageState.AVAILABLE.name());
        facts.put("copies", counts.recorded() + " of " + counts.expected());
        facts.put("evaluatedAt", reading.now().toString());
        String reason = "In " + rule.follows() + " for " + rule.days() + " days since " + candidate.countedFrom() + ".";
        return Channel.promoted(
                rule.target().pipeline(),
                rule.target().channel(),
                reading.target(),
                build,
                promotion.createdAt(),
                new ChannelAction(reading.now(), rule.toString(), reason, false, facts));
    }
}

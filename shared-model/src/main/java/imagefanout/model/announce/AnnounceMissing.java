package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.announce.AnnounceChanges.Announced;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.DistributionLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Announces what is missing, about every pipeline, image and distribution configuration: once a day, for hints that were lost, and
 * after each change of the account registry, which no hint reports.
 *
 * <p>A run that does not have enough time stores how far it is, and the next run goes on from there. A run that has nothing to do
 * reads the registry and one state.
 */
public final class AnnounceMissing {
    static final String SUBJECT = "EVERYTHING";
    private static final String PART = "WALK";
    private static final int PAGE = 5;
    private static final int PAGE_OF_CHANGES = 25;

    /** Enough for a page. */
    private static final Duration RESERVE = Duration.ofMinutes(1);

    /** Older changes of target accounts were announced by earlier runs, or happened before there were announcements. */
    private static final Duration MAX_AGE_OF_CHANGE = Duration.ofDays(7);

    private final AnnounceChanges announceChanges;
    private final ImageCatalog catalog;
    private final AccountRegistry registry;
    private final DistributionLedger ledger;
    private final AnnouncedStates states;
    private final Clock clock;
    private final Deadline deadline;

    public AnnounceMissing(
            AnnounceChanges announceChanges,
            ImageCatalog catalog,
            AccountRegistry registry,
            DistributionLedger ledger,
            AnnouncedStates states,
            Clock clock,
            Deadline deadline) {
        this.announceChanges = requireNonNull(announceChanges, "announceChanges");
        this.catalog = requireNonNull(catalog, "catalog");
        this.registry = requireNonNull(registry, "registry");
        this.ledger = requireNonNull(ledger, "ledger");
        this.states = requireNonNull(states, "states");
        this.clock = requireNonNull(clock, "clock");
        this.deadline = requireNonNull(deadline, "deadline");
    }

    private enum Stage {
        PIPELINES,
        IMAGES,
        CONFIGURATIONS,
        DONE
    }

    /**
     * How far the walk is.
     *
     * @param goal the day and the registry for which it began
     * @param last the last ARN of the stage that was looked at; empty at the stage's beginning
     * @param hasFailed whether a hint has failed
     */
    private record Progress(String goal, Stage stage, String last, boolean hasFailed) {
        static Progress start(String goal) {
            return new Progress(goal, Stage.PIPELINES, "", false);
        }

        static Progress parse(String text) {
            List<String> fields = TextFields.split(text, 4);
            return new Progress(
                    fields.get(0), Stage.valueOf(fields.get(1)), fields.get(2), Boolean.parseBoolean(fields.get(3)));
        }

        <P> Optional<P> after(Function<String, P> parse) {
            return last.isEmpty() ? Optional.empty() : Optional.of(parse.apply(last));
        }

        Progress next(Optional<?> next) {
            return next.map(end -> new Progress(goal, stage, end.toString(), hasFailed))
                    .orElseGet(() -> new Progress(goal, Stage.values()[stage.ordinal() + 1], "", hasFailed));
        }

        Progress with(boolean failures) {
            return new Progress(goal, stage, last, hasFailed || failures);
        }

        boolean isDone() {
            return stage == Stage.DONE;
        }

        /** Whether the next walk need not begin yet. */
        boolean hasReached(String wanted) {
            return isDone() && !hasFailed && goal.equals(wanted);
        }

        @Override
        public String toString() {
            return TextFields.join(Stream.of(goal, stage, last, hasFailed));
        }
    }

    /** A page of the walk. */
    private record Step(List<Hint> hints, Progress next) {}

    /**
     * Continues the walk until it is complete or time is short.
     *
     * @return what was announced, and which hints failed. The next run goes through everything again because of them
     * @throws StorageException when the registry, a list or the progress could not be read or written
     */
    public Announced run() {
        String goal = clock.instant().atZone(ZoneOffset.UTC).toLocalDate() + " " + digest();
        Map<Hint, RuntimeException> failures = new LinkedHashMap<>();
        int published = 0;
        Optional<AnnouncedState> state = states.read(SUBJECT, PART);
        Progress progress = state.map(AnnouncedState::content)
                .map(Progress::parse)
                .filter(last -> !last.isDone() || last.hasReached(goal))
                .orElseGet(() -> Progress.start(goal));
        while (!progress.hasReached(goal) && deadline.left().compareTo(RESERVE) > 0) {
            Step step = step(progress);
            Announced announced = announceChanges.announce(step.hints());
            failures.putAll(announced.failures());
            published = announced.published();
            progress = step.next().with(!announced.failures().isEmpty());
            String content = progress.toString();
            states.replace(SUBJECT, PART, state, content);
            // Read again, because a write whose answer was lost looks like that of another run.
            state = states.read(SUBJECT, PART);
            boolean isOurs = state.filter(now -> now.content().equals(content)).isPresent();
            if (!isOurs || progress.isDone() && !failures.isEmpty()) {
                break; // Another run is doing the walk, or the next run tries again.
            }
            // A walk is finished before the next one begins, however often the registry changes meanwhile.
            progress = progress.isDone() && !progress.hasReached(goal) ? Progress.start(goal) : progress;
        }
        return new Announced(published, failures);
    }

    /** The digest of what the answers for accounts depend on. */
    private String digest() {
        Digest.Builder digest = Digest.of("registry");
        RegistrySnapshot.read(registry).accounts().forEach((id, account) -> {
            digest.add(id.value()).add(Boolean.toString(account.status().isActive()));
            account.audiences().stream().map(Object::toString).sorted().forEach(digest::add);
        });
        return digest.end().hex();
    }

    private Step step(Progress progress) {
        return switch (progress.stage()) {
            case PIPELINES -> lineages(progress, catalog.pipelines(progress.after(PipelineArn::parse), PAGE));
            case IMAGES -> lineages(progress, catalog.imagesWithoutPipeline(progress.after(ImageArn::parse), PAGE));
            case CONFIGURATIONS -> configurations(progress);
            case DONE -> throw new IllegalStateException("the walk is done");
        };
    }

    private static Step lineages(Progress progress, ResultPage<? extends Lineage, ? extends Lineage> page) {
        return new Step(page.items().stream().<Hint>map(Hint.OfLineage::new).toList(), progress.next(page.next()));
    }

    private Step configurations(Progress progress) {
        var page = ledger.list(progress.after(DistributionConfigurationArn::parse), PAGE);
        Instant oldest = clock.instant().minus(MAX_AGE_OF_CHANGE);
        List<Hint> hints = new ArrayList<>();
        page.items().forEach(listed -> {
            DistributionConfigurationArn arn = listed.configuration().state().configuration();
            hints.add(new Hint.OfConfiguration(arn));
            changesSince(oldest, arn).forEach(position -> hints.add(new Hint.OfChange(arn, position)));
        });
        return new Step(hints, progress.next(page.next()));
    }

    /** A list of configurations shows only the newest few. */
    private List<Change.Position> changesSince(Instant oldest, DistributionConfigurationArn arn) {
        List<Change.Position> found = new ArrayList<>();
        Optional<Change.Position> before = Optional.empty();
        do {
            ResultPage<Change, Change.Position> page = ledger.changes(arn, before, PAGE_OF_CHANGES);
            page.items().stream()
                    .filter(AnnounceTargets::isToBeAnnounced)
                    .map(Change::position)
                    .filter(position -> position.at().isAfter(oldest))
                    .forEach(found::add);
            before = page.next().filter(last -> last.at().isAfter(oldest));
        } while (before.isPresent());
        return found;
    }
}

package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.version.VersionNumber;
import emulators.wire.clock.EmulatorClock;
import emulators.wire.shape.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Moves builds from state to state: CREATING, BUILDING, TESTING (when tests are enabled), DISTRIBUTING,
 * then AVAILABLE, or FAILED if a phase or a copy failed. Callers must hold the account's lock.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html">How Image Builder
 *     builds</a>
 */
public final class Builds {

    private static final int PHASES = 4;

    private static final Map<ImageStatus, ImageStatus> NEXT = new EnumMap<>(Map.of(
            ImageStatus.CREATING, ImageStatus.BUILDING,
            ImageStatus.BUILDING, ImageStatus.TESTING,
            ImageStatus.TESTING, ImageStatus.DISTRIBUTING));

    private static final Set<ImageStatus> CAN_FAIL =
            EnumSet.of(ImageStatus.BUILDING, ImageStatus.TESTING, ImageStatus.DISTRIBUTING);

    private final Account account;
    private final EmulatorClock clock;
    private final Duration phase;
    private final BuildFaults faults;
    private final BuildListener listener;
    private final AmiRegistry amis;
    private final CopyPlan copyPlan;

    public Builds(
            Account account,
            EmulatorClock clock,
            Duration buildDuration,
            BuildFaults faults,
            BuildListener listener,
            AmiRegistry amis) {
        this.account = requireNonNull(account, "account");
        this.clock = requireNonNull(clock, "clock");
        this.phase = buildDuration.dividedBy(PHASES);
        this.faults = requireNonNull(faults, "faults");
        this.listener = requireNonNull(listener, "listener");
        this.amis = requireNonNull(amis, "amis");
        this.copyPlan = new CopyPlan(account.arns().region(), account.id());
    }

    /** Starts the next build of the recipe's version. */
    public Image start(BuildInputs inputs) {
        Image image = image(inputs, account.now(), ImageStatus.PENDING);
        return move(image, image.with(ImageStatus.CREATING));
    }

    /** Adds a finished build in which only the given copies failed. Publishes no messages. */
    public Image finished(BuildInputs inputs, Instant created, List<CopyFailure> failures) {
        Image begun = image(inputs, created, ImageStatus.DISTRIBUTING);
        Image image = distributed(begun, copyPlan.copiesOf(begun), failures);
        account.images().keep(image);
        return image;
    }

    private Image image(BuildInputs inputs, Instant created, ImageStatus status) {
        String versionlessArn = account.arns().image(inputs.recipe().get("name").textValue());
        VersionNumber version =
                VersionNumber.parse(inputs.recipe().get("version").textValue()).orElseThrow();
        return new Image(
                account.nextSequence(),
                versionlessArn,
                version,
                Json.text(inputs.settings(), BuildInputs.BUILD)
                        .orElseGet(() -> Integer.toString(account.images().nextBuild(versionlessArn + "/" + version))),
                created,
                inputs,
                Progress.begun(status));
    }

    /** Adds a canceled build. Publishes no messages. */
    public Image cancelled(BuildInputs inputs, Instant created) {
        Image image = image(inputs, created, ImageStatus.CANCELLED);
        account.images().keep(image);
        return image;
    }

    /** Cancels a running build. */
    public Image cancel(Image image) {
        return move(image, image.with(ImageStatus.CANCELLED));
    }

    /** Retries the distribution of a failed build. Copies that succeeded are kept. */
    public Image retry(Image image) {
        return move(image, image.with(image.progress().nextAttempt()));
    }

    /** Changes the state of a finished image, like a lifecycle policy. */
    public Image retire(Image image, ImageStatus status) {
        return move(image, image.with(status));
    }

    /** Runs work that may call other methods of this class. */
    public <T> T withLock(Supplier<T> work) {
        return account.withLock(work);
    }

    public Optional<Image> build(String arn) {
        return account.images().build(arn);
    }

    /** Whether the build can be retried. A retry only repeats the distribution. */
    public static boolean canRetry(Image image) {
        return image.status() == ImageStatus.FAILED
                && image.progress()
                        .phaseFailure()
                        .filter(failure -> failure.phase() != ImageStatus.DISTRIBUTING)
                        .isEmpty();
    }

    public void hide(String arn) {
        account.images().hide(arn);
    }

    public void show(String arn) {
        account.images().show(arn);
    }

    /** Replaces the settings of an image, including its tags. */
    public void keep(Image image, ObjectNode settings) {
        account.images().keep(image.withSettings(settings));
    }

    private Image move(Image from, Image to) {
        account.images().keep(to);
        account.afterUnlock(() -> {
            listener.changed(from.status(), to);
            if (to.status().isAtWork()) {
                later(() -> endPhase(to));
            }
        });
        return to;
    }

    /** Runs the task at the end of a phase. If phases take no time, runs it synchronously. */
    private void later(Runnable task) {
        if (phase.isZero()) {
            task.run();
        } else {
            clock.schedule(phase, task);
        }
    }

    /** Ends a phase, unless the build has been canceled, retried, or deleted. */
    private void endPhase(Image seen) {
        List<OutputCopy> made = seen.status() == ImageStatus.DISTRIBUTING ? copiesOf(seen) : List.of();
        account.withLock(() -> account.images()
                .build(seen.arn())
                .filter(now -> now.status() == seen.status()
                        && now.progress().attempt() == seen.progress().attempt())
                .map(now -> move(now, afterPhase(now, made))));
    }

    private Image afterPhase(Image image, List<OutputCopy> made) {
        Optional<PhaseFailure> failure =
                CAN_FAIL.contains(image.status()) ? faults.failureIn(image.status()) : Optional.empty();
        if (failure.isPresent()) {
            return image.with(image.progress().failed(failure.get()));
        }
        if (image.status() == ImageStatus.DISTRIBUTING) {
            return distributed(image, made, failuresOf(image, made));
        }
        ImageStatus next = NEXT.get(image.status());
        return image.with(next == ImageStatus.TESTING && !testsEnabled(image) ? ImageStatus.DISTRIBUTING : next);
    }

    private static boolean testsEnabled(Image image) {
        return image.inputs()
                .settings()
                .path("imageTestsConfiguration")
                .path("imageTestsEnabled")
                .asBoolean(true);
    }

    /** Returns every copy that the build should make, including the existing ones. */
    private List<OutputCopy> copiesOf(Image image) {
        Map<Destination, OutputCopy> done = image.copies().all().stream()
                .collect(Collectors.toMap(OutputCopy::destination, Function.identity(), (one, same) -> one));
        Map<String, String> parameterFailures = CopyPlan.parameterFailures(image);
        return copyPlan.copiesOf(image).stream()
                .map(copy -> done.containsKey(copy.destination())
                        ? done.get(copy.destination())
                        : failureAt(copy.destination(), parameterFailures).isPresent() ? copy : amis.register(copy))
                .toList();
    }

    private List<CopyFailure> failuresOf(Image image, List<OutputCopy> copies) {
        Set<Destination> done = image.copies().destinations();
        Map<String, String> parameterFailures = CopyPlan.parameterFailures(image);
        List<CopyFailure> failures = new ArrayList<>();
        for (OutputCopy copy : copies) {
            if (!done.contains(copy.destination())) {
                failureAt(copy.destination(), parameterFailures)
                        .ifPresent(message -> failures.add(new CopyFailure(copy.destination(), message)));
            }
        }
        return failures;
    }

    private Optional<String> failureAt(Destination destination, Map<String, String> parameterFailures) {
        return faults.failureAt(destination).or(() -> Optional.ofNullable(parameterFailures.get(destination.region())));
    }

    private static Image distributed(Image image, List<OutputCopy> copies, List<CopyFailure> failures) {
        Set<Destination> failed =
                failures.stream().map(CopyFailure::destination).collect(Collectors.toSet());
        List<OutputCopy> made = copies.stream()
                .filter(copy -> !failed.contains(copy.destination()))
                .toList();
        return image.with(image.progress().distributed(new Copies(made), failures));
    }
}

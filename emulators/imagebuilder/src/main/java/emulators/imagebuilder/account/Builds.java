package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.clock.EmulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves builds from state to state: CREATING, BUILDING, TESTING (when tests are enabled), DISTRIBUTING, and then AVAILABLE, or FAILED
 * when a copy failed. Its methods are called with the account's lock.
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

    private final Account account;
    private final EmulatorClock clock;
    private final Duration phase;
    private final CopyFaults copyFaults;
    private final BuildListener listener;
    private final FanOut fanOut;

    public Builds(
            Account account,
            EmulatorClock clock,
            Duration buildDuration,
            CopyFaults copyFaults,
            BuildListener listener) {
        this.account = requireNonNull(account, "account");
        this.clock = requireNonNull(clock, "clock");
        this.phase = buildDuration.dividedBy(PHASES);
        this.copyFaults = requireNonNull(copyFaults, "copyFaults");
        this.listener = requireNonNull(listener, "listener");
        this.fanOut = new FanOut(account.arns().region(), account.id());
    }

    /** Starts the next build of the recipe's version. */
    public Image start(BuildInputs inputs) {
        Image image = image(inputs, account.now(), ImageStatus.PENDING);
        return move(image, image.with(ImageStatus.CREATING));
    }

    /** Adds a build that has ended. It publishes no messages, and only the given copies failed. */
    public Image finished(BuildInputs inputs, Instant created, List<CopyFailure> failures) {
        Image image = distributed(image(inputs, created, ImageStatus.DISTRIBUTING), failures);
        account.images().keep(image);
        return image;
    }

    private Image image(BuildInputs inputs, Instant created, ImageStatus status) {
        String versionlessArn = account.arns().image(inputs.recipe().get("name").textValue());
        SemanticVersion version = SemanticVersion.parse(
                        inputs.recipe().get("version").textValue())
                .orElseThrow();
        return new Image(
                account.nextSequence(),
                versionlessArn,
                version,
                account.images().nextBuild(versionlessArn + "/" + version),
                created,
                inputs,
                1,
                status,
                Copies.NONE,
                List.of());
    }

    /** Adds a build that was cancelled. It publishes no messages. */
    public Image cancelled(BuildInputs inputs, Instant created) {
        Image image = image(inputs, created, ImageStatus.CANCELLED);
        account.images().keep(image);
        return image;
    }

    /** Cancels a build that has not ended. */
    public Image cancel(Image image) {
        return move(image, image.with(ImageStatus.CANCELLED));
    }

    /** Distributes a failed build again: copies that succeeded stay, the others are tried again. */
    public Image retry(Image image) {
        return move(image, image.nextAttempt());
    }

    /** Changes the state of an image after its build, as a lifecycle policy does. */
    public Image retire(Image image, ImageStatus status) {
        return move(image, image.with(status));
    }

    public Optional<Image> build(String arn) {
        return account.images().build(arn);
    }

    public void hide(String arn) {
        account.images().hide(arn);
    }

    public void show(String arn) {
        account.images().show(arn);
    }

    /** Replaces the settings of an image, which include its tags. */
    public void keep(Image image, ObjectNode settings) {
        account.images().keep(image.withSettings(settings));
    }

    private Image move(Image from, Image to) {
        account.images().keep(to);
        account.afterUnlock(() -> {
            listener.changed(from.status(), to);
            if (to.status().isAtWork()) {
                clock.schedule(phase, () -> account.withLock(() -> endPhase(to)));
            }
        });
        return to;
    }

    /** Ends a phase, unless the build was cancelled or retried in the meantime. */
    private Optional<Image> endPhase(Image seen) {
        return account.images()
                .build(seen.arn())
                .filter(now -> now.status() == seen.status() && now.attempt() == seen.attempt())
                .map(now -> move(now, afterPhase(now)));
    }

    private Image afterPhase(Image image) {
        if (image.status() == ImageStatus.DISTRIBUTING) {
            return distributed(image, failuresOf(image));
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

    private List<CopyFailure> failuresOf(Image image) {
        Set<Destination> done = image.copies().destinations();
        List<CopyFailure> failures = new ArrayList<>();
        for (Copy copy : fanOut.copiesOf(image)) {
            if (!done.contains(copy.destination())) {
                copyFaults
                        .failureAt(copy.destination())
                        .ifPresent(message -> failures.add(new CopyFailure(copy.destination(), message)));
            }
        }
        return failures;
    }

    private Image distributed(Image image, List<CopyFailure> failures) {
        Set<Destination> failed =
                failures.stream().map(CopyFailure::destination).collect(Collectors.toSet());
        List<Copy> copies = fanOut.copiesOf(image).stream()
                .filter(copy -> !failed.contains(copy.destination()))
                .toList();
        ImageStatus status = failures.isEmpty() ? ImageStatus.AVAILABLE : ImageStatus.FAILED;
        return image.with(status, new Copies(copies), failures);
    }
}

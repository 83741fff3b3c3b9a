package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The progress of a build.
 *
 * @param attempt the number of the run; each retry starts a new run
 * @param copies the AMIs made so far
 * @param copyFailures the copies that failed
 * @param phaseFailure the reason why a whole phase failed
 */
public record Progress(
        int attempt,
        ImageStatus status,
        Copies copies,
        List<CopyFailure> copyFailures,
        Optional<PhaseFailure> phaseFailure) {

    public Progress {
        requireNonNull(status, "status");
        requireNonNull(copies, "copies");
        copyFailures = List.copyOf(copyFailures);
        requireNonNull(phaseFailure, "phaseFailure");
    }

    static Progress begun(ImageStatus status) {
        return new Progress(1, status, Copies.NONE, List.of(), Optional.empty());
    }

    Progress with(ImageStatus newStatus) {
        return new Progress(attempt, newStatus, copies, copyFailures, phaseFailure);
    }

    Progress failed(PhaseFailure failure) {
        return new Progress(attempt, ImageStatus.FAILED, copies, List.of(), Optional.of(failure));
    }

    Progress distributed(Copies made, List<CopyFailure> failures) {
        ImageStatus end = failures.isEmpty() ? ImageStatus.AVAILABLE : ImageStatus.FAILED;
        return new Progress(attempt, end, made, failures, Optional.empty());
    }

    /** Restarts the distribution. */
    Progress nextAttempt() {
        return new Progress(attempt + 1, ImageStatus.DISTRIBUTING, copies, List.of(), Optional.empty());
    }
}

package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How far a build has come.
 *
 * @param attempt counts the runs of this build: a retry begins another one
 * @param copies the AMIs that it has made
 * @param copyFailures the copies that failed
 * @param phaseFailure why a phase failed as a whole
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

    /** Distributes again. */
    Progress nextAttempt() {
        return new Progress(attempt + 1, ImageStatus.DISTRIBUTING, copies, List.of(), Optional.empty());
    }
}

package imagefanout.command.doctor;

import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Collects findings. A check that is not permitted does not stop the others. */
final class Examination {
    private final List<Finding> findings = new ArrayList<>();

    /** @throws CommandFailedException when the fleet cannot be reached at all */
    void check(String subject, Supplier<List<Finding>> check) {
        try {
            findings.addAll(check.get());
        } catch (SdkException e) {
            findings.add(Finding.unchecked(subject, String.valueOf(e.getMessage())));
        } catch (CommandFailedException e) {
            if (e.status() == ExitStatus.UNREACHABLE) {
                throw e;
            }
            findings.add(Finding.problem(subject, String.valueOf(e.getMessage()), ""));
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}

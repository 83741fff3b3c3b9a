package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import java.util.Optional;

/**
 * One AMI among a build's output resources.
 *
 * @param state the AMI's own state
 * @param reason why it has this state
 */
public record OutputAmi(Copy copy, AmiId ami, ImageState state, Optional<String> reason) {
    public OutputAmi {
        requireNonNull(copy, "copy");
        requireNonNull(ami, "ami");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
    }

    /** Why this AMI is not offered; empty when it is AVAILABLE. */
    Optional<String> trouble() {
        return state == ImageState.AVAILABLE
                ? Optional.empty()
                : reason.or(() -> Optional.of("The state of the AMI is " + state + "."));
    }

    /** Whether the AMI exists, offered or not. */
    boolean exists() {
        return switch (state) {
            case AVAILABLE, DEPRECATED, DISABLED, UNKNOWN -> true;
            default -> false;
        };
    }

    /** What a list shows of it. */
    String summary() {
        return copy + " " + ami
                + trouble().map(text -> " " + state + " " + text).orElse("");
    }
}

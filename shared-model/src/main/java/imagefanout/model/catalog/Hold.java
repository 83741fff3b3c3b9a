package imagefanout.model.catalog;

import imagefanout.model.MalformedException;
import java.time.Instant;

/** Takes a build out of "latest" until a person releases it. */
public record Hold(String reason, String by, Instant at) {
    private static final int MAX = 1000;

    public Hold {
        if (reason == null || reason.isBlank() || reason.length() > MAX) {
            throw new MalformedException("a reason of 1 to " + MAX + " characters", reason);
        }
    }
}

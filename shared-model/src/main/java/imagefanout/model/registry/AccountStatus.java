package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import java.util.Arrays;

/** Whether an account takes part. Only {@link #ACTIVE} ones are anybody's target. */
public enum AccountStatus {
    ACTIVE,
    PENDING,
    SUSPENDED,
    PENDING_CLOSURE,
    CLOSED;

    public static AccountStatus parse(String text) {
        for (AccountStatus status : values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        throw new MalformedException("a status, one of " + Arrays.toString(values()), text);
    }

    public boolean isActive() {
        return this == ACTIVE;
    }
}

package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import java.util.Arrays;

/** Whether an account takes part. Only {@link #ACTIVE} accounts become target accounts. */
public enum AccountStatus {
    ACTIVE,
    PENDING,
    SUSPENDED,
    PENDING_CLOSURE,
    CLOSED;

    public static AccountStatus parse(String text) {
        return MalformedException.parse(AccountStatus.class, "a status, one of " + Arrays.toString(values()), text);
    }

    public boolean isActive() {
        return this == ACTIVE;
    }
}

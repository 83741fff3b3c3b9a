package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A managed configuration in a list.
 *
 * @param changes its newest changes when a run last recorded the configuration, newest first
 */
public record ListedConfiguration(SyncedConfiguration configuration, List<Change> changes) {
    /** How many changes a list shows. */
    public static final int MAX_CHANGES = 5;

    public ListedConfiguration {
        requireNonNull(configuration, "configuration");
        changes = List.copyOf(changes);
    }
}

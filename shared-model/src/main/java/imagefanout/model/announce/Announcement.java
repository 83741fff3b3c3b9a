package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.Release;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.SyncState;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** One change, as consumers receive it. It may be published more than once, always with the same change ID. */
public sealed interface Announcement {
    /** The same for the same change, and never for another. */
    String changeId();

    /** The change ID of what is announced about {@code subject} with this sequence number. */
    static String changeId(String kind, String subject, long sequence) {
        return Digest.of("announcement")
                .add(kind)
                .add(subject)
                .add(Long.toString(sequence))
                .end()
                .hex();
    }

    /**
     * A build ended and is recorded.
     *
     * @param gaps the first {@value #MAX_GAPS} expected copies that are missing; none when the build has changed since
     */
    record FanOutEnded(
            String changeId,
            Lineage lineage,
            ImageBuildArn build,
            ImageState state,
            Counts counts,
            List<MissingCopy> gaps)
            implements Announcement {
        public static final int MAX_GAPS = 100;

        /** A missing copy, and why it is missing if Image Builder says so. */
        public record MissingCopy(Region region, AccountId account, Optional<String> reason) {}

        public FanOutEnded {
            requireNonNull(changeId, "changeId");
            gaps = List.copyOf(gaps.subList(0, Math.min(gaps.size(), MAX_GAPS)));
        }

        /** Whether the build is AVAILABLE and has every expected copy. */
        public boolean isComplete() {
            return state == ImageState.AVAILABLE && counts.missing() == 0;
        }
    }

    /**
     * What a channel of a pipeline answers for an account changed.
     *
     * @param sequence grows with every change of this account, lineage and channel
     * @param amis what it answers now, in every Region
     * @param previous the AMI before, for each Region that changed; empty: there was none
     * @param build the build that made the change: the one that is offered now or, when none is newer, the one that no longer is
     */
    record LatestChanged(
            long sequence,
            Lineage lineage,
            String channel,
            AccountId account,
            SortedMap<Region, AnnouncedAmi> amis,
            SortedMap<Region, Optional<AmiId>> previous,
            ChangeCause cause,
            ImageBuildArn build)
            implements Announcement {
        public LatestChanged {
            requireNonNull(cause, "cause");
            requireNonNull(build, "build");
            amis = Sorted.copyOf(amis);
            previous = Sorted.copyOf(previous);
        }

        @Override
        public String changeId() {
            return Announcement.changeId("LATEST#" + lineage + "#" + channel, account.value(), sequence);
        }
    }

    /** A person put a build on hold. */
    record BuildHeld(String changeId, Lineage lineage, ImageBuildArn build, Hold hold) implements Announcement {}

    /**
     * A person released a build.
     *
     * @param hold the hold that ended
     * @param release who ended it and why; empty of a hold that was set before the catalog kept releases
     */
    record BuildReleased(String changeId, Lineage lineage, ImageBuildArn build, Hold hold, Optional<Release> release)
            implements Announcement {}

    /** A channel of a pipeline was pointed at a build, or deleted. */
    record BuildPromoted(String changeId, PipelineArn pipeline, ChannelName channel, ChannelChange change)
            implements Announcement {}

    /** The target accounts of a managed distribution configuration changed. */
    record TargetAccountsChanged(String changeId, Change change) implements Announcement {}

    /**
     * A plan of a managed distribution configuration waits for an approval.
     *
     * @param held the accounts that wait, as far as a limit holds them
     */
    record PlanHeld(String changeId, SyncState state, HeldAccounts held) implements Announcement {
        public PlanHeld {
            requireNonNull(changeId, "changeId");
            requireNonNull(held, "held");
        }
    }
}

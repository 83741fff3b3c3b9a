package imagefanout.model.channels;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The channels of the pipelines, with their histories.
 *
 * <p>Every method throws {@link StorageException} when the channels could not be read or written.
 */
public interface Channels {
    /** As many changes as one request reads. */
    int HISTORY_PAGE = 100;

    /** The channel, read consistently; empty when it never existed. */
    Optional<Channel> channel(PipelineArn pipeline, ChannelName name);

    /** All channels that the pipeline has or ever had, by name. */
    List<Channel> channels(PipelineArn pipeline);

    /** All channels that these pipelines have or ever had, by pipeline and name. A pipeline without one is not in the map. */
    SortedMap<PipelineArn, List<Channel>> channels(Set<PipelineArn> pipelines);

    /**
     * Writes the channel, unless it was changed since {@code before} was read. Writing it again changes nothing.
     *
     * @param before the channel that {@code next} was made from; empty when it never existed
     * @return whether {@code next} is now the channel; false: nothing was written, read it again
     */
    boolean replace(Optional<Channel> before, Channel next);

    /**
     * The changes of the channel, newest first, at most {@code limit} older than {@code before}. A change that is a few seconds
     * old may be missing when a newer one replaced it.
     */
    ResultPage<ChannelChange, ChannelChange.Position> history(
            PipelineArn pipeline, ChannelName name, Optional<ChannelChange.Position> before, int limit);

    /** The channel as it was then; empty when it did not exist yet. As current as {@link #history}. */
    Optional<Channel> asOf(PipelineArn pipeline, ChannelName name, Instant at);

    /**
     * The builds that a channel of the pipeline points at or falls back to, now or at any time since. They must be kept: answers as
     * of that time need them.
     */
    default Set<ImageBuildArn> buildsInUse(PipelineArn pipeline, Instant since) {
        Set<ImageBuildArn> builds = new HashSet<>();
        for (Channel channel : channels(pipeline)) {
            channel.promotions().forEach(promotion -> builds.add(promotion.build()));
            builds.addAll(channel.last().removed());
            if (channel.last().at().isAfter(since)) {
                asOf(pipeline, channel.name(), since)
                        .ifPresent(then -> then.promotions().forEach(promotion -> builds.add(promotion.build())));
                ResultPage.<ChannelChange, ChannelChange.Position>forEach(
                        before -> laterThan(since, history(pipeline, channel.name(), before, HISTORY_PAGE)), change -> {
                            builds.addAll(change.removed());
                            change.build().ifPresent(builds::add);
                        });
            }
        }
        return Set.copyOf(builds);
    }

    private static ResultPage<ChannelChange, ChannelChange.Position> laterThan(
            Instant since, ResultPage<ChannelChange, ChannelChange.Position> page) {
        List<ChannelChange> later = page.items().stream()
                .filter(change -> change.at().isAfter(since))
                .toList();
        return new ResultPage<>(
                later, page.next().filter(next -> later.size() == page.items().size()));
    }
}

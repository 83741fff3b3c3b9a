package imagefanout.model.channels;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The channels of the pipelines, with their histories.
 *
 * <p>Every method throws {@link StorageException} when the channels could not be read or written.
 */
public interface Channels {
    /** The channel, read consistently; empty when it never existed. */
    Optional<Channel> channel(PipelineArn pipeline, ChannelName name);

    /** All channels that the pipeline has or ever had, by name. */
    List<Channel> channels(PipelineArn pipeline);

    /** All channels that these pipelines have or ever had, by pipeline and name. A pipeline without one is not in the map. */
    default SortedMap<PipelineArn, List<Channel>> channels(Set<PipelineArn> pipelines) {
        SortedMap<PipelineArn, List<Channel>> found = new TreeMap<>();
        pipelines.forEach(pipeline -> found.put(pipeline, channels(pipeline)));
        found.values().removeIf(List::isEmpty);
        return found;
    }

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

    /** The builds that a channel of the pipeline points at or falls back to. Their copies must be kept. */
    default Set<ImageBuildArn> buildsInUse(PipelineArn pipeline) {
        return channels(pipeline).stream()
                .flatMap(channel -> channel.promotions().stream())
                .map(Promotion::build)
                .collect(Collectors.toUnmodifiableSet());
    }
}

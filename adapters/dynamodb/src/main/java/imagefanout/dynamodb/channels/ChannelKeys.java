package imagefanout.dynamodb.channels;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The keys of channels. They do not change: readers of the table's stream find a channel by the prefix {@value #CHANNELS} of its
 * partition key.
 *
 * <ul>
 *   <li>the channel: {@code CHANNELS#<pipeline ARN>} / {@code <channel>}. Every change of a channel writes this item, and
 *       nothing else does; {@code n} grows by one with each change
 *   <li>the channel's name: {@code CHANNELS} / {@code <pipeline ARN>#<channel>}. Written once, before the channel, and never
 *       deleted: a name without a channel is passed over
 *   <li>the channel before a later change: {@code PROMOTIONS#<pipeline ARN>#<channel>} / {@code <at>#<n>}. Written once,
 *       just before the change
 * </ul>
 */
final class ChannelKeys {
    static final String CHANNELS = "CHANNELS#";

    /** The partition of the names of all channels. */
    static final String NAMES = "CHANNELS";

    private static final String PROMOTIONS = "PROMOTIONS#";

    /** Sorts in time order. Changes have whole milliseconds. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ChannelKeys() {}

    /** The partition of a pipeline's channels. */
    static String channels(PipelineArn pipeline) {
        return CHANNELS + pipeline;
    }

    static StoredKey channel(PipelineArn pipeline, ChannelName name) {
        return new StoredKey(channels(pipeline), name.value());
    }

    static StoredKey name(PipelineArn pipeline, ChannelName name) {
        return new StoredKey(NAMES, pipeline + "#" + name);
    }

    /** The partition of a channel's earlier states. */
    static String history(PipelineArn pipeline, ChannelName name) {
        return PROMOTIONS + pipeline + "#" + name;
    }

    static StoredKey history(PipelineArn pipeline, ChannelName name, ChannelChange.Position change) {
        return new StoredKey(
                history(pipeline, name),
                moment(change.at()) + "#" + String.format(Locale.ROOT, "%010d", change.number()));
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }
}

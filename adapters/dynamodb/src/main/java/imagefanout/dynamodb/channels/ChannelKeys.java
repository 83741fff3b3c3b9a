package imagefanout.dynamodb.channels;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.PipelineArn;

/**
 * The keys of channels. They do not change: readers of the table's stream find a channel by the prefix {@value #CHANNELS} of its
 * partition key.
 */
final class ChannelKeys {
    static final String CHANNELS = "CHANNELS#";

    /** The partition of the names of all channels. */
    static final String NAMES = "CHANNELS";

    private static final String PROMOTIONS = "PROMOTIONS#";

    private ChannelKeys() {}

    /** The partition of a pipeline's channels. */
    static String channels(PipelineArn pipeline) {
        return CHANNELS + pipeline;
    }

    /** Every change of the channel writes this item, and nothing else does. */
    static StoredKey channel(PipelineArn pipeline, ChannelName name) {
        return new StoredKey(channels(pipeline), name.value());
    }

    /** Written once, before the channel, and never deleted: a name without a channel is passed over. */
    static StoredKey name(PipelineArn pipeline, ChannelName name) {
        return new StoredKey(NAMES, pipeline + "#" + name);
    }

    /** The partition of a channel's earlier states. */
    static String history(PipelineArn pipeline, ChannelName name) {
        return PROMOTIONS + pipeline + "#" + name;
    }

    /** The channel before a later change. Written once, just before that change. Changes have whole milliseconds. */
    static StoredKey history(PipelineArn pipeline, ChannelName name, ChannelChange.Position change) {
        String sort = StoredKey.milliseconds(change.at()) + "#" + StoredKey.number(change.number());
        return new StoredKey(history(pipeline, name), sort);
    }
}

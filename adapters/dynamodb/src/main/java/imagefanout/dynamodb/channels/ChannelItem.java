package imagefanout.dynamodb.channels;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A channel after one of its changes. docs/architecture.md lists the attributes. */
record ChannelItem(StoredItem item) {
    static final String NUMBER = "n";

    static StoredItem of(StoredKey key, Channel channel) {
        ChannelChange last = channel.last();
        return StoredItem.at(key)
                .number(NUMBER, last.number())
                .text("a", last.at())
                .text("by", last.by())
                .text("r", last.reason())
                .optional("b", last.build())
                .texts("x", last.removed())
                .flag("f", last.forced())
                .pairs("q", last.facts())
                .texts("l", format(channel.promotions()))
                .texts("o", format(channel.takenOut()));
    }

    /** The channel, if this is its own item, and not one of its history. */
    Channel channel() {
        PipelineArn pipeline = PipelineArn.parse(item.key().partition().substring(ChannelKeys.CHANNELS.length()));
        return channel(pipeline, new ChannelName(item.key().sort()));
    }

    Channel channel(PipelineArn pipeline, ChannelName name) {
        return new Channel(
                pipeline,
                name,
                change(),
                item.texts("l", ChannelItem::promotion),
                item.texts("o", ChannelItem::promotion));
    }

    ChannelChange change() {
        return new ChannelChange(
                item.number(NUMBER),
                Instant.parse(item.text("a")),
                item.text("by"),
                item.text("r"),
                item.optional("b").map(ImageBuildArn::parse),
                item.texts("x", ImageBuildArn::parse),
                item.flag("f"),
                item.pairs("q"));
    }

    private static List<String> format(Collection<Promotion> promotions) {
        return promotions.stream()
                .map(promotion -> promotion.build() + " " + promotion.createdAt() + " " + promotion.at())
                .toList();
    }

    private static Promotion promotion(String text) {
        String[] parts = text.split(" ");
        return new Promotion(ImageBuildArn.parse(parts[0]), Instant.parse(parts[1]), Instant.parse(parts[2]));
    }
}

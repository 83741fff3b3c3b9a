package imagefanout.dynamodb.channels;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores channels in the catalog's table. One conditional write of the channel's item is the whole change. The state that it
 * replaces is written to the history before, so that a process that is killed in between loses nothing: the next change writes
 * the same item again.
 */
public final class DynamoChannels implements Channels {
    private final TableAccess table;

    public DynamoChannels(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
    }

    @Override
    public Optional<Channel> channel(PipelineArn pipeline, ChannelName name) {
        return table.inTable("read the channel " + name + " of " + pipeline, () -> read(pipeline, name)
                .map(ChannelItem::channel));
    }

    private Optional<ChannelItem> read(PipelineArn pipeline, ChannelName name) {
        return table.get(ChannelKeys.channel(pipeline, name)).map(ChannelItem::new);
    }

    @Override
    public List<Channel> channels(PipelineArn pipeline) {
        return table.inTable(
                "read the channels of " + pipeline,
                () -> table.queries().ascending(ChannelKeys.channels(pipeline)).stream()
                        .map(item -> new ChannelItem(item).channel())
                        .toList());
    }

    /** Reads the names of all channels between the first and the last of the pipelines, and then these pipelines' channels. */
    @Override
    public SortedMap<PipelineArn, List<Channel>> channels(Set<PipelineArn> pipelines) {
        if (pipelines.isEmpty()) {
            return new TreeMap<>();
        }
        SortedMap<String, PipelineArn> byArn = new TreeMap<>();
        pipelines.forEach(pipeline -> byArn.put(pipeline.toString(), pipeline));
        return table.inTable("read the channels of " + pipelines.size() + " pipelines", () -> {
            List<StoredKey> names = names(byArn);
            Map<StoredKey, StoredItem> items = table.batches().read(names, Consistency.EVENTUAL);
            return names.stream()
                    .filter(items::containsKey)
                    .map(key -> new ChannelItem(items.get(key)).channel())
                    .collect(Collectors.groupingBy(Channel::pipeline, TreeMap::new, Collectors.toList()));
        });
    }

    /** The keys of all channels of these pipelines, in their order. */
    private List<StoredKey> names(SortedMap<String, PipelineArn> byArn) {
        return table.queries().all(ChannelKeys.NAMES, byArn.firstKey(), byArn.lastKey() + "#" + StoredKey.LAST).stream()
                .map(item -> item.key().sort().split("#", 2))
                .filter(parts -> byArn.containsKey(parts[0]))
                .map(parts -> ChannelKeys.channel(byArn.get(parts[0]), new ChannelName(parts[1])))
                .toList();
    }

    @Override
    public boolean replace(Optional<Channel> before, Channel next) {
        PipelineArn pipeline = next.pipeline();
        ChannelName name = next.name();
        return table.inTable("write the channel " + name + " of " + pipeline, () -> {
            if (before.isEmpty()) {
                table.put(StoredItem.at(ChannelKeys.name(pipeline, name)));
            }
            before.ifPresent(was -> table.put(ChannelItem.of(
                    ChannelKeys.history(pipeline, name, was.last().position()), was)));
            Expression isUnchanged = WriteConditions.counted(
                    ChannelItem.NUMBER, before.map(was -> was.last().number()).orElse(0L));
            StoredItem item = ChannelItem.of(ChannelKeys.channel(pipeline, name), next);
            boolean isWritten = next.current()
                    .map(promotion -> table.put(
                            item,
                            isUnchanged,
                            CatalogTable.meta(promotion.build()),
                            WriteConditions.absent(CatalogTable.CHOSEN)))
                    .orElseGet(() -> table.put(item, isUnchanged));
            // A write that was refused may be a repetition of one whose response was lost.
            return isWritten || channel(pipeline, name).equals(Optional.of(next));
        });
    }

    @Override
    public ResultPage<ChannelChange, ChannelChange.Position> history(
            PipelineArn pipeline, ChannelName name, Optional<ChannelChange.Position> before, int limit) {
        return table.inTable("read the history of the channel " + name + " of " + pipeline, () -> {
            List<ChannelChange> found = new ArrayList<>();
            if (before.isEmpty()) {
                read(pipeline, name).map(ChannelItem::change).ifPresent(found::add);
            }
            long newest =
                    found.stream().mapToLong(ChannelChange::number).findFirst().orElse(Long.MAX_VALUE);
            Optional<StoredKey> after = before.map(position -> ChannelKeys.history(pipeline, name, position));
            List<StoredItem> earlier = earlier(pipeline, name, StoredKey.LAST, after, limit + 1);
            earlier.stream()
                    .map(item -> new ChannelItem(item).change())
                    // The last state is in the history, too, while it is about to be replaced.
                    .filter(change -> change.number() < newest)
                    .forEach(found::add);
            return ResultPage.first(found, limit, ChannelChange::position);
        });
    }

    @Override
    public Optional<Channel> asOf(PipelineArn pipeline, ChannelName name, Instant at) {
        return table.inTable("read the channel " + name + " of " + pipeline + " as of " + at, () -> {
            Optional<ChannelItem> now = read(pipeline, name);
            if (now.isEmpty() || !now.get().change().at().isAfter(at)) {
                return now.map(ChannelItem::channel);
            }
            String last = StoredKey.milliseconds(at) + "#" + StoredKey.LAST;
            return earlier(pipeline, name, last, Optional.empty(), 1).stream()
                    .map(item -> new ChannelItem(item).channel(pipeline, name))
                    .findFirst();
        });
    }

    private List<StoredItem> earlier(
            PipelineArn pipeline, ChannelName name, String last, Optional<StoredKey> after, int limit) {
        String history = ChannelKeys.history(pipeline, name);
        return table.queries().descending(history, StoredKey.NEXT, last, after, limit, Consistency.EVENTUAL);
    }
}

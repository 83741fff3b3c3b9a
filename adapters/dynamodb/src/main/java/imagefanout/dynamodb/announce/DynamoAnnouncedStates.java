package imagefanout.dynamodb.announce;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnouncedState;
import imagefanout.model.announce.AnnouncedStates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores each part in two items: the compressed content with its sequence number, and the number that is published. Marking a
 * part as published then costs one write unit, not the units of its content.
 */
public final class DynamoAnnouncedStates implements AnnouncedStates {
    private static final String PARTITION = "ANNOUNCED#";
    private static final String PART = "PART#";
    private static final String PUBLISHED = "PUBLISHED#";
    private static final String SEQUENCE = "q";
    private static final String CONTENT = "d";

    private final TableAccess table;

    public DynamoAnnouncedStates(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
    }

    @Override
    public SortedMap<String, AnnouncedState> read(String subject) {
        return table.inTable("read what was announced about " + subject, () -> {
            Map<String, StoredItem> contents = new HashMap<>();
            Map<String, Long> published = new HashMap<>();
            for (StoredItem item : table.queries().ascending(PARTITION + subject)) {
                String sort = item.key().sort();
                if (sort.startsWith(PART)) {
                    contents.put(sort.substring(PART.length()), item);
                } else {
                    published.put(sort.substring(PUBLISHED.length()), item.number(SEQUENCE));
                }
            }
            SortedMap<String, AnnouncedState> parts = new TreeMap<>();
            contents.forEach((part, item) -> parts.put(part, state(item, published.getOrDefault(part, 0L))));
            return parts;
        });
    }

    private static AnnouncedState state(StoredItem item, long published) {
        long sequence = item.number(SEQUENCE);
        byte[] content = item.value(CONTENT).orElseThrow().b().asByteArrayUnsafe();
        // The mark may be newer: a query of more than one page reads the items one after the other.
        return new AnnouncedState(sequence, Math.min(published, sequence), CompressedText.expanded(content));
    }

    @Override
    public Optional<Long> replace(String subject, String part, Optional<AnnouncedState> read, String content) {
        long next = read.map(AnnouncedState::sequence).orElse(0L) + 1;
        StoredItem item = StoredItem.at(new StoredKey(PARTITION + subject, PART + part))
                .number(SEQUENCE, next)
                .value(CONTENT, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(CompressedText.of(content))));
        return table.inTable(
                "store what is announced about " + subject,
                () -> table.put(item, WriteConditions.counted(SEQUENCE, next - 1))
                        ? Optional.of(next)
                        : Optional.empty());
    }

    @Override
    public void published(String subject, String part, long sequence) {
        StoredItem item = StoredItem.at(new StoredKey(PARTITION + subject, PUBLISHED + part))
                .number(SEQUENCE, sequence);
        table.runInTable(
                "mark what is published about " + subject,
                () -> table.put(item, WriteConditions.absentOrLess(SEQUENCE, sequence)));
    }
}

package imagefanout.announcechanges;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.dynamodb.announce.StreamHints;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.MalformedException;
import imagefanout.model.announce.Hint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of a batch from the catalog table's stream, by the hint that each gives. */
final class HintedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(HintedRecords.class);

    private final Map<Hint, List<String>> records = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    private HintedRecords() {}

    /**
     * The answer to a batch. Lambda delivers the records again from the first failed one on, and bisects the batch there.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial batch
     *     responses</a>
     */
    record StreamAnswer(List<FailedRecord> batchItemFailures) {
        /** The sequence number of a record that failed. */
        record FailedRecord(String itemIdentifier) {}
    }

    /**
     * Parses the batch. A record whose key cannot be read counts as failed, so that it ends in the dead-letter queue.
     *
     * @throws MalformedException when the batch is not of a DynamoDB stream
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">events of a DynamoDB stream</a>
     */
    static HintedRecords parse(JsonNode records) {
        HintedRecords hinted = new HintedRecords();
        for (int i = 0; i < records.size(); i++) {
            JsonNode record = records.get(i);
            String source = record.path("eventSource").asText();
            if (!source.equals("aws:dynamodb")) {
                throw new MalformedException("aws:dynamodb in Records[" + i + "].eventSource", source);
            }
            hinted.add(record.path("dynamodb"));
        }
        if (records.isEmpty()) {
            throw new MalformedException("at least one record in Records", records.toString());
        }
        return hinted;
    }

    private void add(JsonNode record) {
        String number = record.path("SequenceNumber").asText();
        try {
            StreamHints.of(key(record, CatalogTable.PARTITION_KEY), key(record, CatalogTable.SORT_KEY))
                    .ifPresent(hint -> records.computeIfAbsent(hint, first -> new ArrayList<>())
                            .add(number));
        } catch (MalformedException e) {
            LOG.error("record with an unreadable key", entry("failure", LogRedaction.redact(e.getMessage())));
            unreadable.add(number);
        }
    }

    private static String key(JsonNode record, String name) {
        return record.path("Keys").path(name).path("S").asText();
    }

    Set<Hint> hints() {
        return records.keySet();
    }

    /** Names the records of the hints that failed, and those that cannot be read. */
    StreamAnswer answer(Collection<Hint> failed) {
        List<StreamAnswer.FailedRecord> items = new ArrayList<>();
        unreadable.forEach(number -> items.add(new StreamAnswer.FailedRecord(number)));
        failed.forEach(hint -> records.get(hint).forEach(number -> items.add(new StreamAnswer.FailedRecord(number))));
        return new StreamAnswer(items);
    }
}

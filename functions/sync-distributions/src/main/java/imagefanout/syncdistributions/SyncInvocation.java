package imagefanout.syncdistributions;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventFields;
import imagefanout.lambda.EventJson;
import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.sync.SyncRequest;
import imagefanout.model.sync.SyncTrigger;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parsed event: a batch of the registry's stream, a scheduled event, or a manual event. */
sealed interface SyncInvocation {
    String DRY_RUN = "dryRun";
    String CONFIGURATION = "distributionConfigurationArn";
    String APPROVE = "approve";
    String BY = "by";
    String REASON = "reason";
    String SEED = "seedRegistry";
    String GROUP = "group";
    int MAX_TEXT = 1_000;

    /** Syncs the target accounts with the registry. */
    record Sync(SyncRequest request) implements SyncInvocation {}

    /** Writes a configuration's accounts into the registry. */
    record SeedRequest(DistributionConfigurationArn configuration, Optional<Group> group, SyncRequest.Mode mode)
            implements SyncInvocation {}

    /**
     * Parses the event.
     *
     * @throws MalformedException when it is none of the three; the message names the field
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">events of a DynamoDB stream</a>
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled.html">scheduled events</a>
     */
    static SyncInvocation parse(String event, Instant now) {
        JsonNode json = EventJson.object(event);
        if (json.has("Records")) {
            return fullSync(SyncTrigger.Kind.STREAM, changedAccounts(json.get("Records")));
        }
        if (json.path("source").asText().equals("aws.events") && json.has("detail-type")) {
            return fullSync(
                    SyncTrigger.Kind.SCHEDULE, json.path("resources").path(0).asText(""));
        }
        return manual(now, new EventFields(json, Set.of(DRY_RUN, CONFIGURATION, APPROVE, BY, REASON, SEED, GROUP)));
    }

    private static SyncInvocation fullSync(SyncTrigger.Kind trigger, String detail) {
        return new Sync(new SyncRequest(
                new SyncTrigger(trigger, detail), SyncRequest.Mode.APPLY, Optional.empty(), Optional.empty()));
    }

    /** For the report only. Any record starts a sync, whatever it contains, so that no record can block the stream. */
    private static String changedAccounts(JsonNode records) {
        Set<String> accounts = new TreeSet<>();
        for (int i = 0; i < records.size(); i++) {
            JsonNode record = records.get(i);
            String source = record.path("eventSource").asText();
            if (!source.equals("aws:dynamodb")) {
                throw new MalformedException("aws:dynamodb in Records[" + i + "].eventSource", source);
            }
            String approved = record.at("/dynamodb/Keys/PK/S").asText("?");
            String accountId = "/dynamodb/Keys/" + RegistryRow.ACCOUNT_ID + "/S";
            accounts.add(record.at(accountId).asText(approved));
        }
        if (accounts.isEmpty()) {
            throw new MalformedException("at least one record in Records", records.toString());
        }
        return String.join(" ", accounts);
    }

    private static SyncInvocation manual(Instant now, EventFields fields) {
        SyncRequest.Mode mode = fields.flag(DRY_RUN) ? SyncRequest.Mode.DRY_RUN : SyncRequest.Mode.APPLY;
        if (fields.flag(SEED)) {
            reject(fields, APPROVE, "no " + APPROVE + " with " + SEED);
            return new SeedRequest(
                    fields.required(CONFIGURATION, DistributionConfigurationArn::parse),
                    fields.parsed(GROUP, Group::new),
                    mode);
        }
        reject(fields, GROUP, "no " + GROUP + " without " + SEED);
        Optional<Approval> approval = approval(now, fields);
        String detail = approval.map(given -> "approve " + given.digest()).orElse("");
        return new Sync(new SyncRequest(
                new SyncTrigger(SyncTrigger.Kind.MANUAL, detail),
                mode,
                fields.parsed(CONFIGURATION, DistributionConfigurationArn::parse),
                approval));
    }

    /** Whoever may invoke the function may claim any name: the approval says that it is a claim. */
    private static Optional<Approval> approval(Instant now, EventFields fields) {
        Optional<Digest> digest = fields.parsed(APPROVE, Digest::new);
        if (digest.isEmpty()) {
            reject(fields, BY, "no " + BY + " without " + APPROVE);
            reject(fields, REASON, "no " + REASON + " without " + APPROVE);
            return Optional.empty();
        }
        return Optional.of(new Approval(
                digest.get(),
                "claimed: " + fields.required(BY, SyncInvocation::notBlank),
                fields.required(REASON, SyncInvocation::notBlank),
                now));
    }

    private static String notBlank(String text) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new MalformedException("1 to " + MAX_TEXT + " characters", text);
        }
        return text;
    }

    private static void reject(EventFields fields, String field, String expected) {
        if (fields.has(field)) {
            throw new MalformedException(expected, fields.shown(field));
        }
    }
}

package imagefanout.syncdistributions;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.Json;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.sync.SyncRequest;
import imagefanout.model.sync.SyncTrigger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells apart what the function can be invoked with: a batch of the registry's stream, a scheduled event, and what a person
 * writes. What a person writes must be understood to the last field: a misspelt {@code dryRun} must not become a run.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">events of a DynamoDB stream</a>
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled.html">scheduled events</a>
 */
final class SyncInvocationReader {
    private static final String DRY_RUN = "dryRun";
    private static final String CONFIGURATION = "distributionConfigurationArn";
    private static final String APPROVE = "approve";
    private static final String SEED = "seedRegistry";
    private static final String GROUP = "group";
    private static final Set<String> BY_HAND = new TreeSet<>(List.of(DRY_RUN, CONFIGURATION, APPROVE, SEED, GROUP));

    private SyncInvocationReader() {}

    /** @throws MalformedException when the event is none of them; the message names the field */
    static SyncInvocation read(String event) {
        JsonNode json = Json.object(event);
        if (json.has("Records")) {
            return sync(new SyncTrigger(SyncTrigger.Kind.STREAM, changedAccounts(json.get("Records"))));
        }
        if (json.path("source").asText().equals("aws.events") && json.has("detail-type")) {
            return sync(new SyncTrigger(
                    SyncTrigger.Kind.SCHEDULE, json.path("resources").path(0).asText("")));
        }
        return byHand(json);
    }

    private static SyncInvocation sync(SyncTrigger trigger) {
        return new SyncInvocation.Sync(
                new SyncRequest(trigger, SyncRequest.Mode.APPLY, Optional.empty(), Optional.empty()));
    }

    /** Of a record nothing counts but that it came, so that no record can block the stream; its key is worth telling. */
    private static String changedAccounts(JsonNode records) {
        Set<String> accounts = new TreeSet<>();
        for (int i = 0; i < records.size(); i++) {
            JsonNode record = records.get(i);
            String source = record.path("eventSource").asText();
            if (!source.equals("aws:dynamodb")) {
                throw in("Records[" + i + "].eventSource", new MalformedException("aws:dynamodb", source));
            }
            accounts.add(record.path("dynamodb")
                    .path("Keys")
                    .path(RegistryRow.ACCOUNT_ID)
                    .path("S")
                    .asText("?"));
        }
        if (accounts.isEmpty()) {
            throw in("Records", new MalformedException("a batch of one record at least", records.toString()));
        }
        return String.join(" ", accounts);
    }

    private static SyncInvocation byHand(JsonNode json) {
        json.fieldNames().forEachRemaining(field -> {
            if (!BY_HAND.contains(field)) {
                throw in(
                        MalformedException.quoted(field),
                        new MalformedException("one of the fields " + BY_HAND, field));
            }
        });
        SyncRequest.Mode mode = isTrue(json, DRY_RUN) ? SyncRequest.Mode.DRY_RUN : SyncRequest.Mode.APPLY;
        Optional<DistributionConfigurationArn> only = text(json, CONFIGURATION).map(arn -> parsed(CONFIGURATION, arn));
        Optional<String> approval = text(json, APPROVE);
        Optional<String> group = text(json, GROUP);
        if (isTrue(json, SEED)) {
            if (approval.isPresent()) {
                throw in(APPROVE, new MalformedException("absent beside " + SEED, approval.get()));
            }
            return new SyncInvocation.Seed(
                    only.orElseThrow(
                            () -> in(CONFIGURATION, new MalformedException("there, and " + SEED + " needs it", null))),
                    group.map(SyncInvocationReader::group),
                    mode);
        }
        if (group.isPresent()) {
            throw in(GROUP, new MalformedException("absent without " + SEED, group.get()));
        }
        SyncTrigger trigger = new SyncTrigger(
                SyncTrigger.Kind.MANUAL,
                approval.map(digest -> "approve " + digest).orElse(""));
        return new SyncInvocation.Sync(new SyncRequest(trigger, mode, only, approval));
    }

    private static DistributionConfigurationArn parsed(String field, String arn) {
        try {
            return DistributionConfigurationArn.parse(arn);
        } catch (MalformedException e) {
            throw in(field, e);
        }
    }

    private static Group group(String name) {
        try {
            return new Group(name);
        } catch (MalformedException e) {
            throw in(GROUP, e);
        }
    }

    private static boolean isTrue(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw in(field, new MalformedException("true or false", value.toString()));
        }
        return value.asBoolean();
    }

    private static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw in(field, new MalformedException("a text", value.toString()));
        }
        return Optional.of(value.textValue());
    }

    private static BadInvocationException in(String field, MalformedException cause) {
        return new BadInvocationException(field, cause);
    }
}

package imagefanout.importaccounts;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventFields;
import imagefanout.lambda.EventJson;
import imagefanout.model.MalformedException;
import imagefanout.model.accounts.ImportRequest;
import imagefanout.model.accounts.ImportRequest.Mode;
import imagefanout.model.identity.AccountId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parsed event: a scheduled event, an event of Organizations, or a manual event.
 *
 * @param isManual whether a person reads the answer
 */
record ImportInvocation(ImportRequest request, boolean isManual) {
    private static final String DRY_RUN = "dryRun";
    private static final String RESUME = "resume";
    private static final String UNDO = "undo";

    /** Where an event of Organizations names an account. */
    private static final List<String> ACCOUNTS = List.of(
            "/requestParameters/accountId",
            "/requestParameters/resourceId",
            "/serviceEventDetails/createAccountStatus/accountId",
            "/serviceEventDetails/closeAccountStatus/accountId");

    /**
     * Parses the event.
     *
     * @throws MalformedException when it is none of the three; the message names the field
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html">events of
     *     Organizations</a>
     */
    static ImportInvocation parse(String event) {
        JsonNode json = EventJson.object(event);
        String source = json.path("source").asText();
        if (source.equals("aws.organizations") && json.has("detail")) {
            JsonNode detail = json.get("detail");
            String trigger = "event " + name(detail.path("eventName").asText());
            return new ImportInvocation(new ImportRequest(trigger, Mode.APPLY, accounts(detail), time(json)), false);
        }
        if (source.equals("aws.events") && json.has("detail-type")) {
            return new ImportInvocation(new ImportRequest("schedule", Mode.APPLY), false);
        }
        return manual(new EventFields(json, Set.of(DRY_RUN, RESUME, UNDO)));
    }

    /** Only letters, because the log and the audit trail show it. */
    private static String name(String text) {
        if (!text.matches("[A-Za-z]{1,64}")) {
            throw new MalformedException("1 to 64 letters in detail.eventName", text);
        }
        return text;
    }

    /** When the event happened; empty when that cannot be read. */
    private static Optional<Instant> time(JsonNode event) {
        try {
            return Optional.of(Instant.parse(event.path("time").asText()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** None when the event names none, or a unit: the import reads all accounts anyway. */
    private static Set<AccountId> accounts(JsonNode detail) {
        Set<AccountId> accounts = new TreeSet<>();
        for (String place : ACCOUNTS) {
            String text = detail.at(place).asText();
            if (text.matches("[0-9]{12}")) {
                accounts.add(new AccountId(text));
            }
        }
        return accounts;
    }

    private static ImportInvocation manual(EventFields fields) {
        boolean resume = fields.flag(RESUME);
        boolean undo = fields.flag(UNDO);
        boolean dryRun = fields.flag(DRY_RUN);
        if (resume && undo || dryRun && (resume || undo)) {
            throw new MalformedException("at most one of " + DRY_RUN + ", " + RESUME + " and " + UNDO, "several");
        }
        Mode mode = dryRun ? Mode.DRY_RUN : resume ? Mode.RESUME : undo ? Mode.UNDO : Mode.APPLY;
        // The schedule that resumes sends the same event as a person would, and reads no answer.
        return new ImportInvocation(new ImportRequest(resume ? "resume" : "manual", mode), !resume);
    }
}

package emulators.organizations.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/**
 * The EventBridge events of Organizations: CloudTrail's record of every call that changes something, and of the end of work that a
 * call started. They appear in us-east-1 of the management account only.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html">Logging AWS
 *     Organizations API calls with AWS CloudTrail</a>
 */
public final class OrganizationEvents {

    private static final String REGION = "us-east-1";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private OrganizationEvents() {}

    /** The event of a call by the management account. */
    public static ObjectNode ofCall(String operation, ObjectNode request, String managementAccount, Instant now) {
        ObjectNode event = event("AWS API Call via CloudTrail", operation, "AwsApiCall", managementAccount, now);
        ObjectNode detail = (ObjectNode) event.get("detail");
        detail.putObject("userIdentity").put("type", "AssumedRole").put("accountId", managementAccount);
        detail.put("readOnly", false);
        detail.set("requestParameters", inCamelCase(request));
        detail.putNull("responseElements");
        return event;
    }

    /** The event CreateAccountResult, for success and failure. */
    public static ObjectNode ofCreation(AccountCreation creation, String managementAccount, Instant now) {
        ObjectNode event = serviceEvent("CreateAccountResult", managementAccount, now);
        ObjectNode status = details(event).putObject("createAccountStatus");
        status.put("id", creation.id()).put("state", creation.state()).put("accountName", "****");
        creation.account().ifPresent(account -> status.put("accountId", account));
        creation.failure().ifPresent(failure -> status.put("failureReason", failure));
        status.put("requestedTimestamp", DATE.format(creation.requested())).put("completedTimestamp", DATE.format(now));
        return event;
    }

    /** The event CloseAccountResult. */
    public static ObjectNode ofClosure(String account, String managementAccount, Instant requested, Instant now) {
        ObjectNode event = serviceEvent("CloseAccountResult", managementAccount, now);
        details(event)
                .putObject("closeAccountStatus")
                .put("accountId", account)
                .put("state", "SUCCEEDED")
                .put("requestedTimestamp", DATE.format(requested))
                .put("completedTimestamp", DATE.format(now));
        return event;
    }

    private static ObjectNode serviceEvent(String name, String managementAccount, Instant now) {
        ObjectNode event = event("AWS Service Event via CloudTrail", name, "AwsServiceEvent", managementAccount, now);
        ObjectNode detail = (ObjectNode) event.get("detail");
        detail.putObject("userIdentity").put("accountId", managementAccount).put("invokedBy", "AWS Internal");
        detail.put("readOnly", false).putNull("requestParameters");
        detail.putObject("serviceEventDetails");
        return event;
    }

    private static ObjectNode details(ObjectNode event) {
        return (ObjectNode) event.get("detail").get("serviceEventDetails");
    }

    private static ObjectNode event(
            String detailType, String name, String eventType, String managementAccount, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", detailType)
                .put("source", "aws.organizations")
                .put("account", managementAccount)
                .put("time", time)
                .put("region", REGION);
        event.putArray("resources");
        event.putObject("detail")
                .put("eventVersion", "1.08")
                .put("eventTime", time)
                .put("eventSource", "organizations.amazonaws.com")
                .put("eventName", name)
                .put("awsRegion", REGION)
                .put("eventID", UUID.randomUUID().toString())
                .put("eventType", eventType)
                .put("managementEvent", true)
                .put("recipientAccountId", managementAccount)
                .put("eventCategory", "Management");
        return event;
    }

    /** CloudTrail writes members with a small first letter, and hides names and email addresses. */
    private static JsonNode inCamelCase(JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode();
            list.forEach(element -> copy.add(inCamelCase(element)));
            return copy;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(member -> {
                String name = member.getKey().substring(0, 1).toLowerCase(Locale.ROOT)
                        + member.getKey().substring(1);
                boolean hidden = name.equals("email") || name.equals("accountName");
                copy.set(name, hidden ? copy.textNode("****") : inCamelCase(member.getValue()));
            });
            return copy;
        }
        return value;
    }
}

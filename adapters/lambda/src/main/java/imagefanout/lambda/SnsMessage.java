package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of an SNS event; its text is read when its turn comes, so that a bad one stops no other.
 *
 * @param id null, as {@code text} is, where the event has none
 */
public record SnsMessage(String id, String text) {
    /**
     * The messages of the event, one at least.
     *
     * @throws MalformedException when it has none
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">SNS events</a>
     */
    public static List<SnsMessage> in(JsonNode event) {
        List<SnsMessage> messages = new ArrayList<>();
        for (JsonNode each : event.path("Records")) {
            JsonNode sns = each.path("Sns");
            messages.add(new SnsMessage(
                    sns.path("MessageId").textValue(), sns.path("Message").textValue()));
        }
        if (messages.isEmpty()) {
            throw new MalformedException("an SNS event with records", event.toString());
        }
        return messages;
    }

    /** @throws MalformedException as {@link ImageNotice#parse} says */
    public ImageNotice notice() {
        return ImageNotice.parse(text);
    }

    /** The message's id, if it is one as SNS makes them; what else stands there is foreign. */
    public String name() {
        return "message " + (id != null && id.matches("[0-9a-f-]{36}") ? id : MalformedException.quoted(id));
    }
}

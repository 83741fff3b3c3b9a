package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of an SNS event. Its text is parsed later, so that a bad message does not stop the others.
 *
 * @param id null when absent, like {@code text}
 */
public record SnsMessage(String id, String text) {
    /**
     * Returns the messages of the event.
     *
     * @throws MalformedException when there are none
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">SNS events</a>
     */
    public static List<SnsMessage> in(JsonNode event) {
        List<SnsMessage> messages = new ArrayList<>();
        for (JsonNode record : event.path("Records")) {
            JsonNode sns = record.path("Sns");
            messages.add(new SnsMessage(
                    sns.path("MessageId").textValue(), sns.path("Message").textValue()));
        }
        if (messages.isEmpty()) {
            throw new MalformedException("an SNS event with records", event.toString());
        }
        return messages;
    }

    /** @throws MalformedException as {@link ImageNotice#parse} */
    public ImageNotice notice() {
        return ImageNotice.parse(text);
    }

    /** The message ID for error messages, quoted unless it is a well-formed SNS message ID. */
    public String name() {
        return "message " + (id != null && id.matches("[0-9a-f-]{36}") ? id : MalformedException.quoted(id));
    }
}

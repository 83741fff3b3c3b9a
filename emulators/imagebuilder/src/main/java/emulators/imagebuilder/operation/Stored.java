package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Resources;
import emulators.imagebuilder.shape.Json;
import java.time.Instant;
import java.util.List;

/** How a request becomes a document that is kept. */
final class Stored {

    private Stored() {}

    /**
     * What a request to create asked for, settings that this emulator does not know included, under its ARN. The caller
     * owns the document until it keeps it.
     */
    static ObjectNode document(String arn, ObjectNode input, Instant now) {
        ObjectNode document = settings(input).put("arn", arn).put("dateCreated", Dates.inAnswer(now));
        if (!document.has("tags")) {
            document.putObject("tags");
        }
        return document;
    }

    /** What a request asked for, without what concerns the request alone. */
    static ObjectNode settings(ObjectNode input) {
        ObjectNode settings = input.deepCopy();
        settings.remove(List.of("clientToken", "dryRun"));
        settings.properties().removeIf(setting -> setting.getValue().isNull());
        return settings;
    }

    /** Ends a request that only wanted to know whether it would succeed, and would. */
    static void endDryRun(ObjectNode input) throws Refusal {
        if (input.path("dryRun").asBoolean()) {
            throw new Refusal(ServiceError.DRY_RUN_OPERATION, "The request would have succeeded; this was a dry run.");
        }
    }

    /** Refuses an ARN that is taken. */
    static void requireNew(Resources resources, String arn) throws Refusal {
        if (resources.has(arn)) {
            throw new Refusal(
                    ServiceError.RESOURCE_ALREADY_EXISTS, "There is a resource already with ARN " + arn + ".");
        }
    }

    /** The answer to who asks for something that is not there, where the model knows no better error. */
    static Refusal unknown(String arn) {
        return new Refusal(ServiceError.INVALID_REQUEST, "The resource with ARN " + arn + " cannot be found.");
    }

    static Refusal notFound(String arn) {
        return new Refusal(ServiceError.RESOURCE_NOT_FOUND, "The resource with ARN " + arn + " cannot be found.");
    }

    static String text(ObjectNode input, String member) {
        return Json.text(input, member).orElseThrow();
    }
}

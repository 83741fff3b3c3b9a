package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Resources;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.time.Instant;
import java.util.List;

/** Converts requests to stored documents, and creates the errors for documents that cannot be stored. */
public final class Documents {

    private Documents() {}

    /**
     * Returns the document of a new resource: every setting of the request, even unknown ones, plus ARN and date. The caller may change it until it is stored.
     */
    public static ObjectNode document(String arn, ObjectNode input, Instant now) {
        ObjectNode document = settings(input).put("arn", arn).put("dateCreated", Dates.inAnswer(now));
        if (!document.has("tags")) {
            document.putObject("tags");
        }
        return document;
    }

    /** Returns the settings in a request, without the client token and similar members. */
    public static ObjectNode settings(ObjectNode input) {
        ObjectNode settings = input.deepCopy();
        settings.remove(List.of("clientToken", "dryRun"));
        settings.properties().removeIf(setting -> setting.getValue().isNull());
        return settings;
    }

    /** Throws the dry-run error if the request is a dry run that would succeed. */
    public static void endDryRun(ObjectNode input) throws ServiceException {
        if (input.path("dryRun").asBoolean()) {
            throw ServiceError.DRY_RUN_OPERATION.exception("The request would have succeeded; this was a dry run.");
        }
    }

    /** Refuses an ARN that exists already. */
    public static void requireNew(Resources resources, String arn) throws ServiceException {
        if (resources.has(arn)) {
            throw ServiceError.RESOURCE_ALREADY_EXISTS.exception("A resource with ARN " + arn + " already exists.");
        }
    }

    /** Returns the error for an unknown ARN that a request refers to. */
    public static ServiceException unknown(String arn) {
        return ServiceError.INVALID_REQUEST.exception("The resource with ARN " + arn + " cannot be found.");
    }

    /** Returns the error for an unknown ARN of the requested resource. */
    public static ServiceException notFound(String arn) {
        return ServiceError.RESOURCE_NOT_FOUND.exception("The resource with ARN " + arn + " cannot be found.");
    }

    public static String text(ObjectNode input, String member) {
        return Json.text(input, member).orElseThrow();
    }
}

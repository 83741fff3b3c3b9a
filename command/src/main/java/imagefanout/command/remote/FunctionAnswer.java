package imagefanout.command.remote;

import com.fasterxml.jackson.databind.JsonNode;

/** What a function answers. */
final class FunctionAnswer {
    private FunctionAnswer() {}

    /** @throws CommandFailedException when the function failed: with its message, of which Lambda also sends a stack trace */
    static JsonNode of(JsonNode body, boolean isError) {
        if (isError) {
            String message = body.path("errorMessage").asText("the function failed, and its log has the cause");
            boolean malformed = body.path("errorType").asText().endsWith("MalformedException");
            throw new CommandFailedException(malformed ? ExitStatus.USAGE : ExitStatus.REFUSED, message);
        }
        return body;
    }
}

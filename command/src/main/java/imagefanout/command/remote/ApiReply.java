package imagefanout.command.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer of the query API. */
public record ApiReply(int status, JsonNode body) {
    /**
     * Returns the body of a successful answer.
     *
     * @throws CommandFailedException otherwise, with the API's own explanation
     */
    public JsonNode success() {
        if (status / 100 == 2) {
            return body;
        }
        throw new CommandFailedException(exitStatus(), problem());
    }

    /** Empty when the API answers that it does not have it. */
    public Optional<JsonNode> found() {
        return status == 404 || status == 410 ? Optional.empty() : Optional.of(success());
    }

    private ExitStatus exitStatus() {
        boolean ambiguous = body.path("type").asText().endsWith(":ambiguous-name");
        return switch (status) {
            case 400 -> ExitStatus.USAGE;
            case 409 -> ambiguous ? ExitStatus.USAGE : ExitStatus.REFUSED;
            case 429, 500, 502, 503, 504 -> ExitStatus.UNREACHABLE;
            default -> ExitStatus.REFUSED;
        };
    }

    /** What the API says is wrong, in one line. */
    public String problem() {
        String detail = body.path("detail")
                .asText(body.path("message").asText(body.path("title").asText()));
        List<String> choices = new ArrayList<>();
        body.path("choices").forEach(choice -> choices.add(choice.asText()));
        if (!choices.isEmpty()) {
            return detail.replaceFirst(" Repeat the request.*", "") + " Give one of these ARNs instead: "
                    + String.join(", ", choices);
        }
        if (status == 403 && body.path("type").isMissingNode()) {
            return "access denied: the caller needs execute-api:Invoke on this route" + note(detail);
        }
        if (status == 401) {
            return "access denied: the API wants a token; give one with --token" + note(detail);
        }
        return detail.isEmpty() ? "the query API answered " + status : detail;
    }

    private static String note(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }
}

package emulators.imagebuilder.operation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Rules for components. Their document is YAML, in the request or in S3. It is not run.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateComponent.html">CreateComponent</a>
 */
final class ComponentRules implements ResourceRules {

    private static final Pattern PHASES = Pattern.compile("(?m)^\\s*phases\\s*:");

    /** Matches a phase's name, which is indented less than the names of its steps. */
    private static final Pattern NAME = Pattern.compile("(?m)^( *)- *name\\s*: *[\"']?(\\w+)");

    @Override
    public void check(ObjectNode input) {
        if (input.hasNonNull("data") == input.hasNonNull("uri")) {
            throw ServiceError.INVALID_PARAMETER_COMBINATION.exception("Exactly one of data and uri is required.");
        }
    }

    @Override
    public void complete(ObjectNode document) {
        // The emulator cannot read S3, so a document there counts as empty.
        if (Json.text(document, "uri").isPresent()) {
            document.put("data", "");
            document.remove("uri");
        }
        document.put("type", type(document.get("data").textValue()))
                .put("encrypted", true)
                .putObject("state")
                .put("status", "ACTIVE");
    }

    /** Returns TEST if the document has a single phase with the name test. */
    private static String type(String data) {
        List<MatchResult> names = NAME.matcher(data).results().toList();
        int indent =
                names.stream().mapToInt(name -> name.group(1).length()).min().orElse(0);
        List<String> phases = names.stream()
                .filter(name -> name.group(1).length() == indent)
                .map(name -> name.group(2))
                .toList();
        return PHASES.matcher(data).find() && phases.equals(List.of("test")) ? "TEST" : "BUILD";
    }

    @Override
    public void summarize(Resource component, ObjectNode summary) {
        summary.put("arn", component.versionArn());
        Json.copy(component.document().path("state"), summary, "status");
    }
}

package emulators.imagebuilder.operation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.CopyPlan;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules for distribution configurations.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Distribution.html">Distribution</a>
 */
final class DistributionRules implements ResourceRules {

    /** Refuses a Region without an output, a duplicate Region, and an AMI name that is the same for every build. */
    @Override
    public void check(ObjectNode input) {
        List<JsonNode> distributions = Json.elements(input, "distributions");
        Set<String> regions = new HashSet<>();
        for (int i = 0; i < distributions.size(); i++) {
            JsonNode distribution = distributions.get(i);
            if (!hasOutput(distribution)) {
                throw InvalidValueException.at(
                        "distributions[" + i + "]",
                        "One or more outputs should be provided for each region in a distribution configuration.");
            }
            if (!regions.add(distribution.get("region").textValue())) {
                throw ServiceError.INVALID_PARAMETER_COMBINATION.exception("The Region "
                        + distribution.get("region").textValue() + " appears more than once in the distributions.");
            }
            checkName(i, distribution);
        }
    }

    /** Any setting besides the Region counts as an output, even an unknown one. */
    private static boolean hasOutput(JsonNode distribution) {
        return distribution.properties().stream()
                .anyMatch(setting -> !setting.getKey().equals("region")
                        && !setting.getValue().isNull());
    }

    private static void checkName(int place, JsonNode distribution) {
        Json.text(distribution.path("amiDistributionConfiguration"), "name")
                .filter(name -> !CopyPlan.hasBuildDate(name))
                .ifPresent(name -> {
                    throw ServiceError.INVALID_PARAMETER_VALUE.exception(
                            "distributions[" + place
                                    + "].amiDistributionConfiguration.name: Invalid AMI name \"" + name
                                    + "\": expected it to contain {{ imagebuilder:buildDate }}, so that each build has another name.");
                });
    }

    @Override
    public void complete(ObjectNode document) {
        if (!document.has("timeoutMinutes")) {
            document.put("timeoutMinutes", 720);
        }
    }

    @Override
    public void summarize(Resource configuration, ObjectNode summary) {
        ArrayNode regions = summary.putArray("regions");
        Json.elements(configuration.document(), "distributions")
                .forEach(distribution -> regions.add(distribution.get("region")));
    }
}

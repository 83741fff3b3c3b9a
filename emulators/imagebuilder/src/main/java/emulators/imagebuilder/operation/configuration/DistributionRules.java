package emulators.imagebuilder.operation.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.imagebuilder.operation.ServiceError;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules for the distributions of a distribution configuration that the table of shapes cannot express.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Distribution.html">Distribution</a>
 */
final class DistributionRules {

    private DistributionRules() {}

    /** Refuses a Region without an output, and a Region that appears twice. */
    static void check(JsonNode input) throws InvalidValueException, ServiceException {
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
        }
    }

    /** Any setting besides the Region counts, also one that this emulator does not know. */
    private static boolean hasOutput(JsonNode distribution) {
        return distribution.properties().stream()
                .anyMatch(setting -> !setting.getKey().equals("region")
                        && !setting.getValue().isNull());
    }
}

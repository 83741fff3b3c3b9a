package emulators.imagebuilder.operation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Set;

/**
 * EC2's rules for the volumes of a recipe, as far as the table of shapes cannot express them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html">EbsInstanceBlockDeviceSpecification</a>
 */
final class VolumeRules {

    private static final Set<String> NEED_IOPS = Set.of("io1", "io2");
    private static final Set<String> TAKE_IOPS = Set.of("io1", "io2", "gp3");
    private static final Set<String> TAKE_THROUGHPUT = Set.of("gp3");

    private VolumeRules() {}

    /** Refuses IOPS and throughput on volume types that do not support them, and io1 and io2 without IOPS. */
    static void check(String parent, JsonNode input) throws InvalidValueException {
        List<JsonNode> devices = Json.elements(input, "blockDeviceMappings");
        for (int i = 0; i < devices.size(); i++) {
            JsonNode ebs = devices.get(i).path("ebs");
            if (ebs.hasNonNull("volumeType")) {
                checkVolume(
                        parent + "blockDeviceMappings[" + i + "].ebs",
                        ebs.get("volumeType").textValue(),
                        ebs);
            }
        }
    }

    private static void checkVolume(String place, String type, JsonNode ebs) {
        if (NEED_IOPS.contains(type) && !ebs.hasNonNull("iops")) {
            throw InvalidValueException.at(place + ".iops", "It is required for volumes of type " + type + ".");
        }
        if (!TAKE_IOPS.contains(type) && ebs.hasNonNull("iops")) {
            throw InvalidValueException.at(place + ".iops", "Volumes of type " + type + " do not support it.");
        }
        if (!TAKE_THROUGHPUT.contains(type) && ebs.hasNonNull("throughput")) {
            throw InvalidValueException.at(place + ".throughput", "Volumes of type " + type + " do not support it.");
        }
    }
}

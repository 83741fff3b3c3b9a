package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.COMPONENT_ARN;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.imagebuilder.shape.Flag;
import emulators.imagebuilder.shape.InvalidValue;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.ListOf;
import emulators.imagebuilder.shape.Shape;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import emulators.imagebuilder.shape.Whole;
import java.util.List;
import java.util.Set;

/**
 * The components and volumes of a recipe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html">EbsInstanceBlockDeviceSpecification</a>
 */
final class RecipeShapes {

    private static final Set<String> NEED_IOPS = Set.of("io1", "io2");
    private static final Set<String> TAKE_IOPS = Set.of("io1", "io2", "gp3");
    private static final Set<String> TAKE_THROUGHPUT = Set.of("gp3");

    private static final Structure PARAMETER = Structure.empty()
            .requires("name", Text.of(1, 256).pattern("[^\\x00]+"))
            .requires("value", ListOf.any(Text.matching("[^\\x00]*")));

    static final Shape COMPONENTS = ListOf.atLeastOne(Structure.empty()
            .requires("componentArn", COMPONENT_ARN)
            .allows("parameters", ListOf.atLeastOne(PARAMETER)));

    private static final Structure EBS = Structure.empty()
            .allows("encrypted", new Flag())
            .allows("deleteOnTermination", new Flag())
            .allows("iops", Whole.between(100, 64_000))
            .allows("kmsKeyId", NON_EMPTY)
            .allows("snapshotId", NON_EMPTY)
            .allows("volumeSize", Whole.between(1, 16_000))
            .allows("volumeType", Text.oneOf("standard", "io1", "io2", "gp2", "gp3", "sc1", "st1"))
            .allows("throughput", Whole.between(125, 1000));

    static final Shape BLOCK_DEVICES = ListOf.any(Structure.empty()
            .allows("deviceName", NON_EMPTY)
            .allows("ebs", EBS)
            .allows("virtualName", NON_EMPTY)
            .allows("noDevice", Text.of(0, 0)));

    static final Shape WATERMARKS = ListOf.upTo(
            5,
            Text.of(3, 128).pattern("[A-Za-z0-9()\\[\\]./'@_-][A-Za-z0-9 ()\\[\\]./'@_-]+[A-Za-z0-9()\\[\\]./'@_-]"));

    /** The script is base64, and its length that of the encoded text. */
    static final Shape INSTANCE = Structure.empty()
            .allows("systemsManagerAgent", Structure.empty().allows("uninstallAfterBuild", new Flag()))
            .allows(
                    "userDataOverride",
                    Text.of(1, 21_847).pattern("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"));

    private RecipeShapes() {}

    /** What the shapes alone cannot say, and EC2 insists on: which volume types go with IOPS and throughput. */
    static void check(JsonNode input) throws InvalidValue {
        List<JsonNode> devices = Json.elements(input, "blockDeviceMappings");
        for (int i = 0; i < devices.size(); i++) {
            JsonNode ebs = devices.get(i).path("ebs");
            if (ebs.hasNonNull("volumeType")) {
                checkVolume(
                        "blockDeviceMappings[" + i + "].ebs",
                        ebs.get("volumeType").textValue(),
                        ebs);
            }
        }
    }

    private static void checkVolume(String place, String type, JsonNode ebs) {
        if (NEED_IOPS.contains(type) && !ebs.hasNonNull("iops")) {
            throw InvalidValue.at(place + ".iops", "It is required for volumes of type " + type + ".");
        }
        if (!TAKE_IOPS.contains(type) && ebs.hasNonNull("iops")) {
            throw InvalidValue.at(place + ".iops", "Volumes of type " + type + " take none.");
        }
        if (!TAKE_THROUGHPUT.contains(type) && ebs.hasNonNull("throughput")) {
            throw InvalidValue.at(place + ".throughput", "Volumes of type " + type + " take none.");
        }
    }
}

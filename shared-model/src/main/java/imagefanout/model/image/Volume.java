package imagefanout.model.image;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A block device of a recipe, as far as a reader of the catalog asks for it; sizes in GiB, throughput in MiB/s.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html">
 *     EbsInstanceBlockDeviceSpecification</a>
 */
public record Volume(
        String deviceName,
        Optional<String> volumeType,
        OptionalInt sizeGib,
        OptionalInt iops,
        OptionalInt throughput,
        Optional<Boolean> encrypted) {}

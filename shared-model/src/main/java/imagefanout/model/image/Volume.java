package imagefanout.model.image;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A block device of a recipe. Sizes are in GiB, throughput is in MiB/s.
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

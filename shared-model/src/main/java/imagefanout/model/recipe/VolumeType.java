package imagefanout.model.recipe;

import imagefanout.model.MalformedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The EBS volume types of a recipe, and the settings of each. EC2 has more rules, such as the size that a number of IOPS needs.
 * Image Builder does not check them when a recipe is created, and neither does this.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html">
 *     EbsInstanceBlockDeviceSpecification</a>
 */
public enum VolumeType {
    STANDARD(Setting.NONE, Setting.NONE),
    IO1(Setting.required(100, 64_000), Setting.NONE),
    IO2(Setting.required(100, 64_000), Setting.NONE),
    GP2(Setting.NONE, Setting.NONE),
    GP3(Setting.optional(3_000, 16_000), Setting.optional(125, 1_000)),
    SC1(Setting.NONE, Setting.NONE),
    ST1(Setting.NONE, Setting.NONE);

    private final Setting iops;
    private final Setting throughput;

    VolumeType(Setting iops, Setting throughput) {
        this.iops = iops;
        this.throughput = throughput;
    }

    public static VolumeType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new MalformedException(
                        "one of the volume types "
                                + Arrays.stream(values())
                                        .map(VolumeType::toString)
                                        .collect(Collectors.joining(", ")),
                        text));
    }

    Setting iops() {
        return iops;
    }

    Setting throughput() {
        return throughput;
    }

    /** As the API writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a number may be set, and its limits. */
    record Setting(boolean supported, boolean required, int min, int max) {
        private static final Setting NONE = new Setting(false, false, 0, 0);

        private static Setting required(int min, int max) {
            return new Setting(true, true, min, max);
        }

        private static Setting optional(int min, int max) {
            return new Setting(true, false, min, max);
        }

        /**
         * The number for a volume that had this one. A lower number is raised to the minimum, which every volume of the type
         * has. A higher one than the maximum is refused, because the volume would become slower.
         */
        OptionalInt adapt(String name, OptionalInt number) throws ImpossibleMoveException {
            if (!supported) {
                return OptionalInt.empty();
            }
            if (number.isEmpty()) {
                if (required) {
                    throw new ImpossibleMoveException("requires " + name + ", and the volume has none");
                }
                return number;
            }
            if (number.getAsInt() > max) {
                throw new ImpossibleMoveException(
                        "accepts at most " + max + " " + name + "; the volume has " + number.getAsInt());
            }
            return OptionalInt.of(Math.max(min, number.getAsInt()));
        }
    }
}

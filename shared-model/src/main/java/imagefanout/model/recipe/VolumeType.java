package imagefanout.model.recipe;

import imagefanout.model.MalformedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The types of EBS volumes that a recipe can ask for, and what may be set on each. What EC2 asks beyond that (a size for
 * so many IOPS, say) Image Builder does not look at when a recipe is made, and neither does this.
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
        return named(text)
                .orElseThrow(() -> new MalformedException(
                        "one of the volume types "
                                + Arrays.stream(values())
                                        .map(VolumeType::toString)
                                        .collect(Collectors.joining(", ")),
                        text));
    }

    private static Optional<VolumeType> named(String text) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(text))
                .findFirst();
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

    /** Whether and within which bounds a number may be set. */
    record Setting(boolean taken, boolean needed, int least, int most) {
        private static final Setting NONE = new Setting(false, false, 0, 0);

        private static Setting required(int least, int most) {
            return new Setting(true, true, least, most);
        }

        private static Setting optional(int least, int most) {
            return new Setting(true, false, least, most);
        }

        /**
         * The number that a volume with this one has when it comes here. Too little is raised to the least, since every
         * volume of the type has that much; too much is refused, since the volume would be slower than it was.
         */
        OptionalInt follow(String name, OptionalInt number) throws ImpossibleMoveException {
            if (!taken) {
                return OptionalInt.empty();
            }
            if (number.isEmpty()) {
                if (needed) {
                    throw new ImpossibleMoveException("needs " + name + ", and none is set");
                }
                return number;
            }
            if (number.getAsInt() > most) {
                throw new ImpossibleMoveException(
                        "takes at most " + most + " " + name + ", and " + number.getAsInt() + " are set");
            }
            return OptionalInt.of(Math.max(least, number.getAsInt()));
        }
    }
}

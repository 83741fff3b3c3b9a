package imagefanout.model.recipe;

import imagefanout.model.MalformedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The types of EBS volumes, with the numbers that may be set on each. AWS raises these from time to time: change them only
 * here, with the date. {@link VolumePerformance} has the speeds.
 *
 * <p>Read on 2026-11-30: EBS's numbers in CreateVolume and in the EBS User Guide, Image Builder's in its API model of
 * 2019-12-02.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html">CreateVolume</a>
 * @see <a href="https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html">Amazon EBS volume types</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html">
 *     EbsInstanceBlockDeviceSpecification</a>
 */
public enum VolumeType {
    STANDARD(size(1, 1_024), Optional.empty(), 0, Optional.empty()),
    IO1(size(4, 16_384), iops(100, 64_000), 50, Optional.empty()),
    IO2(size(4, 65_536), iops(100, 256_000), 1_000, Optional.empty()),
    GP2(size(1, 16_384), Optional.empty(), 0, Optional.empty()),
    GP3(size(1, 65_536), iops(3_000, 80_000), 500, throughput(125, 2_000)),
    SC1(size(125, 16_384), Optional.empty(), 0, Optional.empty()),
    ST1(size(125, 16_384), Optional.empty(), 0, Optional.empty());

    private final SettingLimit size;
    private final Optional<SettingLimit> iops;
    private final int iopsPerGib;
    private final Optional<SettingLimit> throughput;

    VolumeType(SettingLimit size, Optional<SettingLimit> iops, int iopsPerGib, Optional<SettingLimit> throughput) {
        this.size = size;
        this.iops = iops;
        this.iopsPerGib = iopsPerGib;
        this.throughput = throughput;
    }

    private static SettingLimit size(int min, int ebsMax) {
        return new SettingLimit("GiB", min, ebsMax, 16_000);
    }

    private static Optional<SettingLimit> iops(int min, int ebsMax) {
        return Optional.of(new SettingLimit("IOPS", min, ebsMax, 64_000));
    }

    private static Optional<SettingLimit> throughput(int min, int ebsMax) {
        return Optional.of(new SettingLimit("MiB/s", min, ebsMax, 1_000));
    }

    public static VolumeType parse(String text) {
        String types = Arrays.stream(values()).map(VolumeType::toString).collect(Collectors.joining(", "));
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new MalformedException("one of the volume types " + types, text));
    }

    /** In GiB. */
    SettingLimit size() {
        return size;
    }

    /** Empty when no IOPS can be set. */
    Optional<SettingLimit> iops() {
        return iops;
    }

    /** In MiB/s; empty when no throughput can be set. */
    Optional<SettingLimit> throughput() {
        return throughput;
    }

    /** @throws ImpossibleMoveException when EBS does not accept that many IOPS for this size */
    void checkIopsPerGib(int sizeGib, int number) throws ImpossibleMoveException {
        // Every gp3 volume has 3,000 IOPS at any size.
        if (number > (long) iopsPerGib * sizeGib
                && (this != GP3 || number > iops.orElseThrow().min())) {
            throw new ImpossibleMoveException("it needs " + number + " IOPS, but for " + this + " EBS takes at most "
                    + iopsPerGib + " per GiB, that is " + (long) iopsPerGib * sizeGib + " at " + sizeGib + " GiB");
        }
    }

    /** As the API writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package imagefanout.model.recipe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How fast a volume is: what it sustains, and what it reaches in bursts. Throughput is in MiB/s. The pages were read on
 * 2026-11-30.
 *
 * @see <a href="https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html">gp2 and gp3</a>
 * @see <a href="https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html">io1 and io2</a>
 * @see <a href="https://docs.aws.amazon.com/ebs/latest/userguide/hdd-vols.html">st1 and sc1</a>
 * @see <a href="https://docs.aws.amazon.com/ebs/latest/userguide/EBSVolumeTypes_standard.html">standard</a>
 */
record VolumePerformance(double iops, double peakIops, double throughput, double peakThroughput) {
    private static final double GIB_PER_TIB = 1_024;

    /** An SSD volume counts up to 256 KiB as one I/O. */
    private static final double MIB_PER_IO = 0.25;

    /** @throws ImpossibleMoveException when the recipe does not set what the speed depends on */
    static VolumePerformance of(VolumeType type, OptionalInt sizeGib, OptionalInt iops, OptionalInt throughput)
            throws ImpossibleMoveException {
        return switch (type) {
            // EBS states about 100 IOPS on average, bursts of hundreds, and 40 to 90 MiB/s.
            case STANDARD -> new VolumePerformance(100, 200, 40, 90);
            case IO1 -> io1(requiredIops(type, iops));
            case IO2 -> io2(requiredIops(type, iops));
            case GP2 -> gp2(requiredSize(type, sizeGib));
            case GP3 ->
                steady(
                        iops.orElse(type.iops().orElseThrow().min()),
                        throughput.orElse(type.throughput().orElseThrow().min()));
            case ST1 -> hdd(requiredSize(type, sizeGib), 40, 250, 500);
            case SC1 -> hdd(requiredSize(type, sizeGib), 12, 80, 250);
        };
    }

    /** The fewest IOPS with which the type reaches this throughput; 0 if it does not depend on them. */
    static int iopsForThroughput(VolumeType type, int throughput) {
        return (int) Math.ceil(
                switch (type) {
                    case IO1 -> throughput <= 500 ? throughput / MIB_PER_IO : throughput * 64.0;
                    case IO2 -> throughput * 1_000 / 256.0;
                    case GP3 -> throughput / MIB_PER_IO;
                    case STANDARD, GP2, SC1, ST1 -> 0;
                });
    }

    private static VolumePerformance steady(double iops, double throughput) {
        return new VolumePerformance(iops, iops, throughput, throughput);
    }

    /** 256 KiB for each of the first 2,000 IOPS; from 32,000 on 16 KiB for each. */
    private static VolumePerformance io1(int iops) {
        return steady(iops, iops <= 32_000 ? Math.min(500, iops * MIB_PER_IO) : Math.min(1_000, iops / 64.0));
    }

    private static VolumePerformance io2(int iops) {
        return steady(iops, Math.min(4_000, iops * 256 / 1_000.0));
    }

    private static VolumePerformance gp2(int sizeGib) {
        double iops = Math.min(16_000, Math.max(100, 3.0 * sizeGib));
        double peakThroughput = sizeGib <= 170 ? 128 : 250;
        return new VolumePerformance(
                iops, Math.max(3_000, iops), Math.min(peakThroughput, iops * MIB_PER_IO), peakThroughput);
    }

    /** An HDD volume counts up to 1 MiB as one I/O, so its IOPS equal its MiB/s. */
    private static VolumePerformance hdd(int sizeGib, int perTib, int peakPerTib, int max) {
        double throughput = Math.min(max, perTib * sizeGib / GIB_PER_TIB);
        double peak = Math.min(max, peakPerTib * sizeGib / GIB_PER_TIB);
        return new VolumePerformance(throughput, peak, throughput, peak);
    }

    private static int requiredIops(VolumeType type, OptionalInt iops) throws ImpossibleMoveException {
        return iops.orElseThrow(() -> new ImpossibleMoveException(
                type + " needs IOPS, and the recipe sets none: set iops in a new version of the recipe first"));
    }

    private static int requiredSize(VolumeType type, OptionalInt sizeGib) throws ImpossibleMoveException {
        return sizeGib.orElseThrow(() -> new ImpossibleMoveException("the size decides how fast " + type
                + " is, and the recipe sets none: set volumeSize in a new version of the recipe first"));
    }

    /** What gets slower when a volume changes from this to {@code after}; empty if nothing does. */
    List<String> lossesAs(VolumePerformance after) {
        List<String> losses = new ArrayList<>();
        addLoss(losses, iops, after.iops, " IOPS");
        addLoss(losses, peakIops, after.peakIops, " IOPS in bursts");
        addLoss(losses, throughput, after.throughput, " MiB/s");
        addLoss(losses, peakThroughput, after.peakThroughput, " MiB/s in bursts");
        return losses;
    }

    private static void addLoss(List<String> losses, double before, double after, String unit) {
        if (after < before) {
            losses.add(shown(after) + unit + " instead of " + shown(before));
        }
    }

    private static String shown(double number) {
        return BigDecimal.valueOf(number)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}

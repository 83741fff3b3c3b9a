package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.image.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A move of volumes from one type to another. The new volume gets at least the IOPS and throughput that the old one had at its
 * size. A move that would make a volume slower in any respect is refused.
 */
public record VolumeMove(VolumeType from, VolumeType to) {
    public VolumeMove {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        if (from == to) {
            throw new MalformedException("a volume type other than " + from, to.toString());
        }
    }

    /**
     * What changes on these block devices; empty when none has the old type.
     *
     * @throws ImpossibleMoveException when a device cannot move; the message names each such device and the reason
     */
    public List<VolumeChange> of(List<Volume> devices) throws ImpossibleMoveException {
        List<VolumeChange> changes = new ArrayList<>();
        List<String> impossible = new ArrayList<>();
        for (int device = 0; device < devices.size(); device++) {
            Volume volume = devices.get(device);
            if (volume.volumeType().filter(from.toString()::equals).isPresent()) {
                try {
                    changes.add(change(device, volume));
                } catch (ImpossibleMoveException e) {
                    impossible.add(
                            volume.deviceName() + " cannot move from " + from + " to " + to + ": " + e.getMessage());
                }
            }
        }
        if (!impossible.isEmpty()) {
            throw new ImpossibleMoveException(String.join("; ", impossible));
        }
        return changes;
    }

    private VolumeChange change(int device, Volume volume) throws ImpossibleMoveException {
        OptionalInt size = volume.sizeGib();
        VolumePerformance before = VolumePerformance.of(from, size, volume.iops(), volume.throughput());
        if (size.isPresent()) {
            to.size().check(to, size.getAsInt());
        }
        int neededThroughput = (int) Math.ceil(before.peakThroughput());
        int neededIops =
                Math.max((int) Math.ceil(before.peakIops()), VolumePerformance.iopsForThroughput(to, neededThroughput));
        OptionalInt iops = toSet(to.iops(), neededIops, volume.iops());
        if (iops.isPresent() && size.isPresent()) {
            to.checkIopsPerGib(size.getAsInt(), iops.getAsInt());
        }
        OptionalInt throughput = toSet(to.throughput(), neededThroughput, volume.throughput());
        List<String> losses = before.lossesAs(VolumePerformance.of(to, size, iops, throughput));
        if (!losses.isEmpty()) {
            throw new ImpossibleMoveException("it would be slower: " + String.join(", ", losses));
        }
        return new VolumeChange(device, to, iops, throughput);
    }

    /** Empty when nothing can be set, and for gp3 also when nothing was set and nothing above its minimum is needed. */
    private OptionalInt toSet(Optional<SettingLimit> limit, int needed, OptionalInt wasSet)
            throws ImpossibleMoveException {
        if (limit.isEmpty()) {
            return OptionalInt.empty();
        }
        int number = Math.max(limit.get().min(), needed);
        limit.get().check(to, number);
        boolean isDefault = to == VolumeType.GP3 && number == limit.get().min();
        return isDefault && wasSet.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number);
    }
}

package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.image.Volume;
import java.util.ArrayList;
import java.util.List;

/** A move from one volume type to another. IOPS and throughput are adapted to the new type. */
public record VolumeMove(VolumeType from, VolumeType to) {
    public VolumeMove {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        if (from == to) {
            throw new MalformedException("a volume type other than " + from, to.toString());
        }
    }

    /**
     * The changes to these block devices; none when no device has the old type.
     *
     * @throws ImpossibleMoveException when at least one cannot move; the message names each with its reason
     */
    public List<VolumeChange> of(List<Volume> devices) throws ImpossibleMoveException {
        List<VolumeChange> changes = new ArrayList<>();
        List<String> impossible = new ArrayList<>();
        for (int device = 0; device < devices.size(); device++) {
            Volume volume = devices.get(device);
            if (volume.volumeType().filter(from.toString()::equals).isPresent()) {
                try {
                    changes.add(new VolumeChange(
                            device,
                            to,
                            to.iops().adapt("IOPS", volume.iops()),
                            to.throughput().adapt("MiB/s of throughput", volume.throughput())));
                } catch (ImpossibleMoveException e) {
                    impossible.add(volume.deviceName() + " cannot move from " + from + " to " + to + ": " + to + " "
                            + e.getMessage());
                }
            }
        }
        if (!impossible.isEmpty()) {
            throw new ImpossibleMoveException(String.join("; ", impossible));
        }
        return changes;
    }
}

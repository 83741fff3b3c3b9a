package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.image.Volume;
import java.util.ArrayList;
import java.util.List;

/** From one volume type to another. IOPS and throughput follow what the new type takes. */
public record VolumeMove(VolumeType from, VolumeType to) {
    public VolumeMove {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        if (from == to) {
            throw new MalformedException("a move to another volume type than " + from, to.toString());
        }
    }

    /**
     * What changes on these block devices: empty when none is of the old type.
     *
     * @throws ImpossibleMoveException when one or more cannot move; it names each with its reason
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
                            to.iops().follow("IOPS", volume.iops()),
                            to.throughput().follow("MiB/s of throughput", volume.throughput())));
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

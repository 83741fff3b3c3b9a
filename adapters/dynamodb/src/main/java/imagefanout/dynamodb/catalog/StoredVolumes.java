package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.image.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts a recipe's volumes to an attribute value and back. Keys: {@code d} device, {@code t} type, {@code s} size in
 * GiB, {@code i} IOPS, {@code p} throughput, {@code e} encrypted.
 */
final class StoredVolumes {
    private StoredVolumes() {}

    static AttributeValue of(List<Volume> volumes) {
        return AttributeValue.fromL(volumes.stream().map(StoredVolumes::stored).toList());
    }

    static List<Volume> volumes(AttributeValue stored) {
        return stored.l().stream()
                .map(volume -> volume(StoredItem.of(volume.m())))
                .toList();
    }

    private static AttributeValue stored(Volume volume) {
        StoredItem stored = StoredItem.of(Map.of())
                .text("d", volume.deviceName())
                .optional("t", volume.volumeType())
                .optional("e", volume.encrypted());
        volume.sizeGib().ifPresent(size -> stored.text("s", size));
        volume.iops().ifPresent(iops -> stored.text("i", iops));
        volume.throughput().ifPresent(throughput -> stored.text("p", throughput));
        return AttributeValue.fromM(stored.attributes());
    }

    private static Volume volume(StoredItem stored) {
        return new Volume(
                stored.text("d"),
                stored.optional("t"),
                number(stored.optional("s")),
                number(stored.optional("i")),
                number(stored.optional("p")),
                stored.optional("e").map(Boolean::valueOf));
    }

    private static OptionalInt number(Optional<String> text) {
        return text.stream().mapToInt(Integer::parseInt).findFirst();
    }
}

package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.image.Volume;
import java.util.LinkedHashMap;
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
        return AttributeValue.fromL(volumes.stream()
                .map(StoredVolumes::attributes)
                .map(StoredItem::map)
                .toList());
    }

    static List<Volume> volumes(AttributeValue stored) {
        return stored.l().stream()
                .map(StoredItem::pairs)
                .map(StoredVolumes::volume)
                .toList();
    }

    private static Map<String, String> attributes(Volume volume) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("d", volume.deviceName());
        volume.volumeType().ifPresent(type -> attributes.put("t", type));
        volume.sizeGib().ifPresent(size -> attributes.put("s", Integer.toString(size)));
        volume.iops().ifPresent(iops -> attributes.put("i", Integer.toString(iops)));
        volume.throughput().ifPresent(throughput -> attributes.put("p", Integer.toString(throughput)));
        volume.encrypted().ifPresent(encrypted -> attributes.put("e", encrypted.toString()));
        return attributes;
    }

    private static Volume volume(Map<String, String> attributes) {
        return new Volume(
                attributes.get("d"),
                Optional.ofNullable(attributes.get("t")),
                number(attributes.get("s")),
                number(attributes.get("i")),
                number(attributes.get("p")),
                Optional.ofNullable(attributes.get("e")).map(Boolean::valueOf));
    }

    private static OptionalInt number(String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}

package imagefanout.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AwsPartition;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Compares the Regions that an ARN may name with the AWS SDK. A newer SDK may know more: add them to {@link AwsPartition}. */
class KnownRegionsTest {
    @Test
    void anArnMayNameTheRegionsThatTheSdkKnowsEachInItsPartition() {
        Map<String, String> known = new TreeMap<>();
        Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .forEach(region ->
                        known.put(region.id(), PartitionMetadata.of(region).id()));

        Map<String, String> accepted = new TreeMap<>();
        Arrays.stream(AwsPartition.values())
                .forEach(partition -> partition.regions().forEach(region -> accepted.put(region, partition.id())));

        assertThat(accepted).isEqualTo(known);
    }
}

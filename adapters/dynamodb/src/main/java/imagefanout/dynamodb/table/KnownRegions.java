package imagefanout.dynamodb.table;

import imagefanout.model.identity.Region;
import java.util.Set;
import java.util.stream.Collectors;

/** The Regions that this SDK version knows. AWS may have added others since. */
public final class KnownRegions {
    public static final Set<Region> REGIONS = software.amazon.awssdk.regions.Region.regions().stream()
            .filter(region -> !region.isGlobalRegion())
            .map(region -> new Region(region.id()))
            .collect(Collectors.toUnmodifiableSet());

    private KnownRegions() {}
}

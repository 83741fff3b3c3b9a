package imagefanout.testing.distribution;

import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

class InMemoryDistributionConfigurationsTest extends DistributionConfigurationsContract {
    private final InMemoryDistributionConfigurations configurations = new InMemoryDistributionConfigurations();

    @Override
    protected DistributionConfigurations configurations() {
        return configurations;
    }

    @Override
    protected DistributionConfigurationArn put(
            String name, Optional<String> tag, SortedMap<Region, SortedSet<AccountId>> targets) {
        DistributionConfigurationArn arn = new DistributionConfigurationArn("aws", US, GoldenImages.OWNER, name);
        SortedMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        targets.forEach((region, accounts) ->
                regions.put(region, new ConfiguredRegion(region, accounts, true, List.of(), List.of())));
        configurations.put(new DistributionConfiguration(
                arn, name, tag, Optional.empty(), "", regions, List.of(), new Settings("{}")));
        return arn;
    }

    @Override
    protected void touch(DistributionConfigurationArn arn) {
        DistributionConfiguration held = configurations.held(arn);
        configurations.put(new DistributionConfiguration(
                arn,
                held.name(),
                held.tag(),
                held.parameterTag(),
                held.updatedAt(),
                held.regions(),
                held.obstacles(),
                new Settings("{\"description\":\"touched\"}")));
    }
}

package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.MalformedException;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the raw answer of GetDistributionConfiguration, because updates must keep every setting, including those that the SDK's
 * model does not know, and writes the settings of requests.
 */
final class ConfigurationAnswer {
    private static final String AMI = "amiDistributionConfiguration";
    private static final String CONTAINER = "containerDistributionConfiguration";
    private static final String TARGETS = "targetAccountIds";

    /** What an update can set. The rest of the answer is read-only. */
    private static final Set<String> UPDATABLE = Set.of("description", "distributions");

    /** The settings of a Region that refer to accounts by their {@code accountId}, and are only kept. */
    private static final List<String> OF_ACCOUNTS = List.of("fastLaunchConfigurations", "launchTemplateConfigurations");

    private final ObjectNode raw;
    private final List<String> obstacles = new ArrayList<>();

    private ConfigurationAnswer(ObjectNode raw) {
        this.raw = raw;
    }

    /** Reads an answer without unset members. */
    static DistributionConfiguration of(DistributionConfigurationArn arn, ObjectNode raw) {
        return new ConfigurationAnswer(raw).configuration(arn);
    }

    /**
     * Removes what is not set: null, empty lists and empty maps. Empty AMI settings stay, because they may be the only output of
     * a Region; beside a container's settings they mean that the Region has no AMIs.
     */
    static void removeUnset(ObjectNode raw) {
        CanonicalJson.removeUnset(raw, Set.of(AMI));
        for (JsonNode distribution : raw.path("distributions")) {
            if (distribution.path(AMI).isEmpty() && distribution.has(CONTAINER)) {
                ((ObjectNode) distribution).remove(AMI);
            }
        }
    }

    /** The settings for an update that changes only these target accounts and SSM parameters. */
    static ObjectNode update(
            ObjectNode raw,
            SortedMap<Region, SortedSet<AccountId>> targets,
            SortedMap<Region, ParameterChange> parameters) {
        ObjectNode update = raw.deepCopy().retain(UPDATABLE);
        for (JsonNode distribution : update.path("distributions")) {
            Region region = new Region(distribution.path("region").textValue());
            ParameterEntries.change((ObjectNode) distribution, parameters.getOrDefault(region, ParameterChange.NONE));
            SortedSet<AccountId> accounts = targets.get(region);
            if (accounts != null) {
                setTargets((ObjectNode) distribution.path(AMI), accounts);
            }
        }
        return update;
    }

    /** The settings of the Regions of a configuration that does not exist yet. */
    static ObjectNode distributions(NewConfiguration configuration) {
        ObjectNode settings = CanonicalJson.MAPPER.createObjectNode();
        configuration.targets().forEach((region, accounts) -> {
            ObjectNode distribution =
                    settings.withArray("distributions").addObject().put("region", region.value());
            setTargets(
                    distribution
                            .putObject(AMI)
                            .put("name", configuration.declaration().amiName()),
                    accounts);
            ParameterEntries.change(
                    distribution, new ParameterChange(configuration.parameters(region), new TreeSet<>()));
        });
        return settings;
    }

    /** Without accounts, the field is omitted: the service rejects an empty list. */
    private static void setTargets(ObjectNode ami, SortedSet<AccountId> accounts) {
        ami.remove(TARGETS);
        accounts.forEach(account -> ami.withArray(TARGETS).add(account.value()));
    }

    private DistributionConfiguration configuration(DistributionConfigurationArn arn) {
        SdkJson.unknownTo(software.amazon.awssdk.services.imagebuilder.model.DistributionConfiguration.builder(), raw)
                .forEach(setting -> obstacles.add(
                        "it has a setting that the SDK does not know and an update would lose: " + setting));
        SortedMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        TreeSet<Region> seen = new TreeSet<>();
        for (JsonNode distribution : raw.path("distributions")) {
            Optional<Region> region = parsed("the Region", distribution.path("region"), Region::new);
            if (region.filter(seen::add).isEmpty()) {
                obstacles.add("one of its Regions is malformed or occurs twice");
            } else if (distribution.path(AMI).isObject()) {
                regions.put(region.get(), configured(region.get(), distribution));
            }
        }
        return new DistributionConfiguration(
                arn,
                raw.path("name").asText(arn.name()),
                Optional.ofNullable(raw.path("tags").path(GroupTag.KEY).textValue()),
                Optional.ofNullable(raw.path("tags").path(ParameterName.TAG).textValue()),
                raw.path("dateUpdated").asText(""),
                regions,
                obstacles,
                new Settings(CanonicalJson.of(otherSettings())));
    }

    private ConfiguredRegion configured(Region region, JsonNode distribution) {
        SortedSet<AccountId> targets = new TreeSet<>();
        for (JsonNode target : distribution.path(AMI).path(TARGETS)) {
            parsed("a target account of " + region, target, AccountId::new).ifPresent(targets::add);
        }
        return new ConfiguredRegion(
                region,
                targets,
                hasOtherOutput(distribution),
                accountReferences(distribution),
                ParameterEntries.of(distribution));
    }

    /**
     * Whether the Region still makes AMIs without target accounts. Inferred: AWS does not document what counts as an output.
     * Settings that only accompany an AMI do not count: skipping a configuration is better than a rejected update, or one that
     * distributes to no account.
     */
    private static boolean hasOtherOutput(JsonNode distribution) {
        boolean hasOtherAmiSettings = distribution.path(AMI).properties().stream()
                .anyMatch(setting -> !setting.getKey().equals(TARGETS));
        return hasOtherAmiSettings || distribution.path("s3ExportConfiguration").isObject();
    }

    private static List<AccountReference> accountReferences(JsonNode distribution) {
        List<AccountReference> accountReferences = new ArrayList<>();
        for (String setting : OF_ACCOUNTS) {
            JsonNode entries = distribution.path(setting);
            for (int i = 0; i < entries.size(); i++) {
                String account = entries.path(i).path("accountId").asText("");
                // A malformed ID cannot be that of a removed account.
                if (account.matches("[0-9]{12}")) {
                    accountReferences.add(new AccountReference(new AccountId(account), setting + "/" + i));
                }
            }
        }
        return accountReferences;
    }

    /** All settings except for the target accounts and the SSM parameters that a sync could have written. */
    private JsonNode otherSettings() {
        ObjectNode rest = raw.deepCopy();
        rest.remove("dateUpdated");
        for (JsonNode distribution : rest.path("distributions")) {
            if (distribution.path(AMI) instanceof ObjectNode ami) {
                ami.remove(TARGETS);
                ParameterEntries.removeParameters(distribution);
            }
        }
        return rest;
    }

    private <T> Optional<T> parsed(String what, JsonNode text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text.textValue()));
        } catch (MalformedException e) {
            obstacles.add(what + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}

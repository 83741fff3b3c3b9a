package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.MalformedException;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the raw answer of GetDistributionConfiguration, because settings must be kept exactly as they are, including those
 * that the SDK's model does not know.
 */
final class ConfigurationAnswer {
    private static final String AMI = "amiDistributionConfiguration";
    private static final String TARGETS = "targetAccountIds";

    /** The settings of a Region that name an account, with the member that does. */
    private static final Map<String, String> NAMING = new TreeMap<>(Map.of(
            "fastLaunchConfigurations", "accountId",
            "launchTemplateConfigurations", "accountId",
            "ssmParameterConfigurations", "amiAccountId"));

    private final JsonNode raw;
    private final List<String> obstacles = new ArrayList<>();

    private ConfigurationAnswer(JsonNode raw) {
        this.raw = raw;
    }

    /** @param unknown JSON pointers to what the SDK's model has no place for */
    static DistributionConfiguration of(DistributionConfigurationArn arn, JsonNode raw, SortedSet<String> unknown) {
        return new ConfigurationAnswer(raw).configuration(arn, unknown);
    }

    private DistributionConfiguration configuration(DistributionConfigurationArn arn, SortedSet<String> unknown) {
        unknown.forEach(setting ->
                obstacles.add("it has a setting that the SDK does not know and an update would lose: " + setting));
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
                raw.path("dateUpdated").asText(""),
                regions,
                obstacles,
                new Settings(CanonicalJson.of(rest())));
    }

    private ConfiguredRegion configured(Region region, JsonNode distribution) {
        SortedSet<AccountId> targets = new TreeSet<>();
        for (JsonNode target : distribution.path(AMI).path(TARGETS)) {
            parsed("a target account of " + region, target, AccountId::new).ifPresent(targets::add);
        }
        return new ConfiguredRegion(region, targets, hasOtherOutput(distribution), accountReferences(distribution));
    }

    /**
     * Inferred: AWS does not document what counts as an output. Settings that only accompany an AMI do not count here: leaving a
     * configuration alone is better than a refused update, or one that distributes to no account.
     */
    private static boolean hasOtherOutput(JsonNode distribution) {
        boolean moreOfAmi = distribution.path(AMI).properties().stream()
                .anyMatch(setting ->
                        !setting.getKey().equals(TARGETS) && !setting.getValue().isNull());
        return moreOfAmi
                || distribution.path("containerDistributionConfiguration").isObject()
                || distribution.path("s3ExportConfiguration").isObject();
    }

    private static List<AccountReference> accountReferences(JsonNode distribution) {
        List<AccountReference> accountReferences = new ArrayList<>();
        NAMING.forEach((setting, member) -> {
            JsonNode entries = distribution.path(setting);
            for (int i = 0; i < entries.size(); i++) {
                String account = entries.path(i).path(member).asText("");
                // A malformed ID names no account that could be removed.
                if (account.matches("[0-9]{12}")) {
                    accountReferences.add(new AccountReference(new AccountId(account), setting + "/" + i));
                }
            }
        });
        return accountReferences;
    }

    /** All settings that a change of the target accounts does not change. */
    private JsonNode rest() {
        JsonNode rest = raw.deepCopy();
        CanonicalJson.removeNulls(rest);
        if (rest instanceof ObjectNode all) {
            all.remove("dateUpdated");
            for (JsonNode distribution : all.path("distributions")) {
                if (distribution.path(AMI) instanceof ObjectNode ami) {
                    ami.remove(TARGETS);
                }
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

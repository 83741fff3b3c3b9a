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
 * What GetDistributionConfiguration answered, read from the raw answer: what is kept has to be kept as it came, and what the
 * SDK's model does not know has to be noticed.
 */
final class ConfigurationAnswer {
    private static final String AMI = "amiDistributionConfiguration";
    private static final String TARGETS = "targetAccountIds";

    /** The settings of a Region that name an account, and the member that does. */
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
        unknown.forEach(
                setting -> obstacles.add("it has a setting that this fleet does not know and would lose: " + setting));
        SortedMap<Region, ConfiguredRegion> regions = new TreeMap<>();
        TreeSet<Region> seen = new TreeSet<>();
        for (JsonNode distribution : raw.path("distributions")) {
            Optional<Region> region = parsed("the Region", distribution.path("region"), Region::new);
            if (region.filter(seen::add).isEmpty()) {
                obstacles.add("a Region of it is malformed, or there twice");
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
     * Inferred: AWS does not say what counts as an output. What only goes along with an AMI does not, here: better to leave a
     * configuration alone than to be refused, or to distribute to nobody.
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
                // An id that is none names nobody who could leave.
                if (account.matches("[0-9]{12}")) {
                    accountReferences.add(new AccountReference(new AccountId(account), setting + "/" + i));
                }
            }
        });
        return accountReferences;
    }

    /** Everything but what a change of target accounts changes. */
    private JsonNode rest() {
        JsonNode rest = raw.deepCopy();
        removeNulls(rest);
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

    /** A member that is null sets nothing, and is not sent: no difference to one that is not there. */
    private static void removeNulls(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.removeNulls();
        }
        json.forEach(ConfigurationAnswer::removeNulls);
    }

    private <T> Optional<T> parsed(String what, JsonNode text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text.textValue()));
        } catch (MalformedException e) {
            obstacles.add(what + " is " + e.getMessage());
            return Optional.empty();
        }
    }
}

package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.MalformedException;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The SSM parameters of a Region in the raw settings of a distribution configuration.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_SsmParameterConfiguration.html">SsmParameterConfiguration</a>
 */
final class ParameterEntries {
    private static final String SETTING = "ssmParameterConfigurations";
    private static final String ACCOUNT = "amiAccountId";
    private static final String NAME = "parameterName";
    private static final String TYPE = "dataType";
    private static final String IMAGE = "aws:ec2:image";
    private static final Set<String> MEMBERS = Set.of(ACCOUNT, NAME, TYPE);

    private ParameterEntries() {}

    /** Reads the entries in their order. */
    static List<ParameterEntry> of(JsonNode distribution) {
        List<ParameterEntry> entries = new ArrayList<>();
        distribution.path(SETTING).forEach(entry -> entries.add(parsed(SETTING + "/" + entries.size(), entry)));
        return entries;
    }

    private static ParameterEntry parsed(String where, JsonNode entry) {
        boolean isImage = entry.path(TYPE).asText().equals(IMAGE)
                && entry.properties().stream().allMatch(member -> MEMBERS.contains(member.getKey()));
        return new ParameterEntry(
                where, member(entry, ACCOUNT, AccountId::new), member(entry, NAME, ParameterName::new), isImage);
    }

    /** A malformed value cannot be that of an entry of this fleet. */
    private static <T> Optional<T> member(JsonNode entry, String name, Function<String, T> parse) {
        try {
            return Optional.ofNullable(entry.path(name).textValue()).map(parse);
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** Removes all entries that a sync could have written. */
    static void removeParameters(JsonNode distribution) {
        remove(distribution, parameter -> true);
    }

    /** Removes some entries, and adds others after those that stay. */
    static void change(ObjectNode distribution, ParameterChange change) {
        if (!change.isEmpty()) {
            remove(distribution, change.removed()::contains);
            change.added().forEach(parameter -> distribution
                    .withArray(SETTING)
                    .addObject()
                    .put(ACCOUNT, parameter.account().value())
                    .put(NAME, parameter.name().value())
                    .put(TYPE, IMAGE));
        }
    }

    /** Without entries, the field is omitted. */
    private static void remove(JsonNode distribution, Predicate<SsmParameter> removed) {
        if (distribution instanceof ObjectNode region && region.path(SETTING) instanceof ArrayNode entries) {
            entries.removeIf(
                    entry -> parsed(SETTING, entry).parameter().filter(removed).isPresent());
            if (entries.isEmpty()) {
                region.remove(SETTING);
            }
        }
    }
}

package imagefanout.queryimages.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import imagefanout.model.Digest;
import imagefanout.model.OrderedByText;
import imagefanout.model.answers.Behind;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.channels.RuleOutlook;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.Counts;
import imagefanout.model.image.Recipe;
import imagefanout.model.image.Volume;
import imagefanout.model.sync.SyncState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes answers as JSON. A record becomes an object, a value of the model its text, and an empty Optional null. {@link
 * JsonNames} renames members of the model's records.
 */
public final class ApiJson {
    private static final List<Class<?>> WRITTEN_AS_TEXT =
            List.of(OrderedByText.class, Audience.class, Instant.class, SemanticVersion.class);
    private static final List<Class<?>> RENAMED = List.of(
            Behind.class,
            Counts.class,
            HeldPeriod.class,
            Recipe.class,
            RuleOutlook.Candidate.class,
            SyncState.class,
            Volume.class);
    private static final JsonMapper MAPPER = mapper();

    private ApiJson() {}

    private static JsonMapper mapper() {
        SimpleModule module = new SimpleModule();
        WRITTEN_AS_TEXT.forEach(type -> module.addSerializer(new ToStringSerializer(type)));
        JsonMapper.Builder builder = JsonMapper.builder().addModule(module).addModule(new Jdk8Module());
        RENAMED.forEach(type -> builder.addMixIn(type, JsonNames.class));
        return builder.build();
    }

    /** Returns records, maps, lists and values as one line of JSON. */
    public static String text(Object answer) {
        try {
            return MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(answer.getClass() + " cannot be written as JSON", e);
        }
    }

    /** Members that have another name in JSON or none of their own, and members that the model computes. */
    private interface JsonNames {
        @JsonProperty("active")
        boolean isActive();

        @JsonUnwrapped
        Hold hold();

        @JsonProperty("imageArn")
        ImageBuildArn build();

        @JsonProperty("imageArn")
        Optional<ImageBuildArn> has();

        @JsonProperty
        int missing();

        @JsonProperty("imageRecipeArn")
        String arn();

        @JsonProperty("distributionConfigurationArn")
        DistributionConfigurationArn configuration();

        @JsonProperty("approvablePlan")
        Optional<Digest> approvalDigest();

        @JsonProperty("volumeSize")
        OptionalInt sizeGib();
    }
}

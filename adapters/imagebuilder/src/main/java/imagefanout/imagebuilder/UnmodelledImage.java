package imagefanout.imagebuilder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Data of GetImage's answer that the SDK's model drops. The answer is streamed, because it can have 30,000 copies.
 *
 * @param settings all settings of each Region's distribution in the embedded configuration, in their order
 * @param failures why single copies were not made
 */
record UnmodelledImage(List<Settings> settings, Map<Copy, String> failures) {
    private static final String DISTRIBUTIONS = "/image/distributionConfiguration/distributions";
    private static final String REGION_FAILURES = "/image/state/failureContext/distributionFailure/regionFailures";

    static UnmodelledImage of(RawAnswer raw) {
        UnmodelledImage image = new UnmodelledImage(new ArrayList<>(), new HashMap<>());
        raw.stream(image::read);
        return image;
    }

    private void read(JsonParser json) throws IOException {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                switch (json.getParsingContext().pathAsPointer().toString()) {
                    case DISTRIBUTIONS ->
                        readElements(json, each -> settings.add(new Settings(CanonicalJson.of(each))));
                    case REGION_FAILURES -> readElements(json, this::readRegionFailure);
                    default -> {}
                }
            }
        }
    }

    private static void readElements(JsonParser json, Consumer<JsonNode> element) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.accept(json.readValueAsTree());
        }
    }

    private void readRegionFailure(JsonNode failure) {
        String message = failure.path("errorMessage").asText();
        if (!message.isEmpty()) {
            copy(failure).ifPresent(copy -> failures.putIfAbsent(copy, message));
        }
    }

    /**
     * The copy in {@code {region, targetAccountId, status, errorMessage}}. No published model has this shape, and the entry only
     * explains a gap. An entry of another shape must not keep a build from being recorded.
     */
    private static Optional<Copy> copy(JsonNode failure) {
        try {
            return Optional.of(new Copy(
                    new Region(failure.path("region").textValue()),
                    new AccountId(failure.path("targetAccountId").textValue())));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}

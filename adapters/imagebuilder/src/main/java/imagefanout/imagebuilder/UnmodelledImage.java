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

/**
 * What GetImage answered beyond the SDK's model: each Region's distribution with all its settings, and the failures that
 * the state names copy by copy. Read piece by piece: an answer may name 30,000 copies.
 */
final class UnmodelledImage {
    private final List<Settings> settings = new ArrayList<>();
    private final Map<Copy, String> failures = new HashMap<>();

    private UnmodelledImage() {}

    static UnmodelledImage of(RawAnswer raw) {
        UnmodelledImage image = new UnmodelledImage();
        raw.stream(json -> member(json, "image", image::readImage));
        return image;
    }

    /** The distributions of the embedded configuration, in their order. */
    List<Settings> settings() {
        return settings;
    }

    /** Why a copy did not come. */
    Map<Copy, String> failures() {
        return failures;
    }

    private void readImage(JsonParser json) throws IOException {
        members(json, name -> {
            switch (name) {
                case "distributionConfiguration" ->
                    member(json, "distributions", distributions -> elements(distributions, this::readDistribution));
                case "state" ->
                    member(
                            json,
                            "failureContext",
                            context -> member(
                                    context,
                                    "distributionFailure",
                                    failure -> member(
                                            failure,
                                            "regionFailures",
                                            failed -> elements(failed, this::readRegionFailure))));
                default -> json.skipChildren();
            }
        });
    }

    private void readDistribution(JsonNode distribution) {
        settings.add(new Settings(CanonicalJson.of(distribution)));
    }

    private void readRegionFailure(JsonNode failure) {
        String message = failure.path("errorMessage").asText();
        if (!message.isEmpty()) {
            copy(failure).ifPresent(copy -> failures.putIfAbsent(copy, message));
        }
    }

    /**
     * The copy that {@code {region, targetAccountId, status, errorMessage}} names. No published model has this shape, and the
     * entry only explains a gap: one that looks different must not keep a build from being recorded.
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

    /** Reads the one member of the object at hand; the parser then stands at the object's end. */
    private static void member(JsonParser json, String wanted, RawAnswer.Reader value) throws IOException {
        members(json, name -> {
            if (name.equals(wanted)) {
                value.read(json);
            } else {
                json.skipChildren();
            }
        });
    }

    /** Lets each member's value be read; what is no object has no members. */
    private static void members(JsonParser json, Named member) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            member.read(name);
        }
    }

    /** Reads the elements one at a time; what is no array has none. */
    private static void elements(JsonParser json, Element element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read(json.readValueAsTree());
        }
    }

    private interface Named {
        void read(String name) throws IOException;
    }

    private interface Element {
        void read(JsonNode element);
    }
}

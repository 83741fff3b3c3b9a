package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

/** The settings of one Region in a distribution configuration, as a JSON object with sorted keys. Kept, never interpreted. */
public record Settings(String json) {
    public Settings {
        requireNonNull(json, "json");
    }
}

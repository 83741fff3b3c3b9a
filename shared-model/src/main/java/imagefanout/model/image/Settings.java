package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

/** Settings of Image Builder as a JSON object with sorted keys: equal settings, equal text. Kept, never interpreted. */
public record Settings(String json) {
    public Settings {
        requireNonNull(json, "json");
    }
}

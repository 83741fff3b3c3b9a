package imagefanout.model.image;

import java.util.List;
import java.util.Optional;

/** The recipe that a build was made from. */
public record Recipe(String arn, Optional<String> parentImage, List<Volume> volumes) {
    public Recipe {
        volumes = List.copyOf(volumes);
    }
}

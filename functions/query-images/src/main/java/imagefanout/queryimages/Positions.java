package imagefanout.queryimages;

import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import java.time.Instant;

/** How a build's place in its history is written into a cursor. */
final class Positions {
    private Positions() {}

    static String text(BuildPosition position) {
        return position.createdAt().toEpochMilli() + " " + position.version() + " " + position.build() + " "
                + position.imageName();
    }

    static BuildPosition parse(String text) {
        String[] parts = text.split(" ", 4);
        return new BuildPosition(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                SemanticVersion.parse(parts[1]),
                Integer.parseInt(parts[2]),
                parts[3]);
    }
}

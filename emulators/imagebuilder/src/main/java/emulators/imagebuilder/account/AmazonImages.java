package emulators.imagebuilder.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.version.SemanticVersion;
import emulators.wire.shape.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The images that Amazon provides, from {@code amazon-images.txt}. Each version has one build. */
final class AmazonImages {

    private record Entry(String name, String platform, String osVersion, List<SemanticVersion> versions) {}

    /** The account that owns their AMIs. */
    private static final String ACCOUNT = "999999999999";

    private static final List<Entry> CATALOGUE = read();

    private AmazonImages() {}

    private static List<Entry> read() {
        try (InputStream text = AmazonImages.class.getResourceAsStream("amazon-images.txt")) {
            return new String(text.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.strip().split(" *\\| *"))
                    .map(cells -> new Entry(cells[0], cells[1], cells[2], versions(cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SemanticVersion> versions(String cell) {
        return Stream.of(cell.split(" +"))
                .map(text -> SemanticVersion.parse(text).orElseThrow())
                .toList();
    }

    /** Returns the images of a Region. */
    static Images in(Arns arns) {
        Images images = new Images();
        long sequence = 0;
        for (Entry entry : CATALOGUE) {
            for (SemanticVersion version : entry.versions()) {
                images.keep(image(arns, entry, version, ++sequence));
            }
        }
        return images;
    }

    /** The version is the release date. */
    private static Image image(Arns arns, Entry entry, SemanticVersion version, long sequence) {
        ObjectNode recipe = Json.object().put("name", entry.name()).put("platform", entry.platform());
        ObjectNode settings = Json.object().put("osVersion", entry.osVersion());
        Image image = new Image(
                sequence,
                arns.amazonImage(entry.name()),
                version,
                "1",
                LocalDate.of(version.major(), version.minor(), version.patch())
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC),
                new BuildInputs(recipe, Json.object(), Optional.empty(), Optional.empty(), settings),
                Progress.begun(ImageStatus.AVAILABLE));
        List<Copy> amis = new FanOut(arns.region(), ACCOUNT).copiesOf(image);
        return image.with(image.progress().distributed(new Copies(amis), List.of()));
    }
}

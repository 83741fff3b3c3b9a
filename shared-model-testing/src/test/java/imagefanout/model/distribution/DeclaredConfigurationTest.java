package imagefanout.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.Region;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Image Builder would refuse is refused when the declaration is read, and nothing else is. */
class DeclaredConfigurationTest {
    @Test
    void acceptsTheLongestDescriptionAndNoLongerOne() {
        assertThat(described("x".repeat(1024)).description()).isPresent();
        assertThat(described("x").description()).contains("x");

        assertThatThrownBy(() -> described("x".repeat(1025)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("a description of 1 to 1024 characters");
        assertThatThrownBy(() -> described("")).isInstanceOf(MalformedException.class);
    }

    @Test
    void acceptsTheLongestTagAndNoLongerOne() {
        Map<String, String> longest = Map.of("k".repeat(128), "v".repeat(256));

        assertThat(tagged(longest).tags()).isEqualTo(longest);

        assertThatThrownBy(() -> tagged(Map.of("k".repeat(129), "v")))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("a tag key of 1 to 128 characters");
        assertThatThrownBy(() -> tagged(Map.of("k", "v".repeat(257))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("a tag value of at most 256 characters");
    }

    @Test
    void leavesRoomForTheTagThatItAdds() {
        assertThat(tagged(numbered(49)).tags()).hasSize(49);

        assertThatThrownBy(() -> tagged(numbered(50)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("at most 49 tags");
    }

    private static SortedMap<String, String> numbered(int tags) {
        SortedMap<String, String> all = new TreeMap<>();
        IntStream.range(0, tags).forEach(number -> all.put("tag-" + number, ""));
        return all;
    }

    private static DeclaredConfiguration described(String description) {
        return declared(Optional.of(description), Map.of());
    }

    private static DeclaredConfiguration tagged(Map<String, String> tags) {
        return declared(Optional.empty(), tags);
    }

    private static DeclaredConfiguration declared(Optional<String> description, Map<String, String> tags) {
        return new DeclaredConfiguration(
                "golden",
                Optional.empty(),
                new TreeSet<>(Set.of(new Region("us-east-1"))),
                GroupTag.parse("prod"),
                "golden-{{ imagebuilder:buildDate }}",
                description,
                new TreeMap<>(tags));
    }
}

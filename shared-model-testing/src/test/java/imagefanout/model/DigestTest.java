package imagefanout.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigestTest {
    @Test
    void isTheSameForTheSameTexts() {
        assertThat(of("ab", "c").hex()).matches("[0-9a-f]{32}");
        assertThat(of("ab", "c")).isEqualTo(of("ab", "c"));
    }

    @Test
    void differsWhenOnlyTheBoundaryBetweenTextsDiffers() {
        List<Digest> digests = Stream.of(of("ab", "c"), of("a", "bc"), of("abc"), of("ab", "c", ""), of("", "ab", "c"))
                .toList();

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void differsBetweenAnAbsentTextAndAnEmptyOne() {
        assertThat(Digest.of("kind").add(Optional.empty()).end())
                .isNotEqualTo(Digest.of("kind").add(Optional.of("")).end());
    }

    @Test
    void differsBetweenKinds() {
        assertThat(Digest.of("plan").add("a").end())
                .isNotEqualTo(Digest.of("change").add("a").end());
    }

    private static Digest of(String... texts) {
        Digest.Builder digest = Digest.of("kind");
        Stream.of(texts).forEach(digest::add);
        return digest.end();
    }
}

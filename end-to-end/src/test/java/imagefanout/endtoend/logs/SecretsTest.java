package imagefanout.endtoend.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private final Secrets secrets = new Secrets(new SplittableRandom(1));

    @Test
    void findsEverySecretWhereverItIsInALine() {
        List<String> texts = Stream.generate(secrets::any).limit(200).toList();

        assertThat(secrets.in(String.join("", texts))).hasSize(secrets.planted());
        assertThat(texts).allSatisfy(text -> {
            assertThat(secrets.in(text)).isNotEmpty();
            assertThat(secrets.in("a line that ends with " + text)).isEqualTo(secrets.in(text));
        });
    }

    @Test
    void findsNothingInALineWithoutASecret() {
        Stream.generate(secrets::any).limit(200).forEach(text -> {});

        assertThat(secrets.in("")).isEmpty();
        assertThat(secrets.in("planted.0123456789abcdef, word0123456789abcdef and others"))
                .isEmpty();
    }

    @Test
    void doesNotFindTheBeginningOfASecret() {
        String planted = "planted.";
        String secret = Stream.generate(secrets::recognizable)
                .filter(text -> text.startsWith(planted))
                .findFirst()
                .orElseThrow();

        assertThat(secrets.in(secret.substring(0, planted.length() + 15))).isEmpty();
    }
}

package imagefanout.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTokenTest {
    @Test
    void followsFromWhatIsSent() {
        String token = ClientToken.of("arn", "{\"a\":\"é\"}");

        assertThat(token).matches("[0-9a-f]{32}").isEqualTo(ClientToken.of("arn", "{\"a\":\"é\"}"));
    }

    @Test
    void isAnotherForAnythingElse() {
        assertThat(ClientToken.of("ab", "c"))
                .isNotEqualTo(ClientToken.of("a", "bc"))
                .isNotEqualTo(ClientToken.of("abc"))
                .isNotEqualTo(ClientToken.of("ab", "c", ""))
                .isNotEqualTo(ClientToken.of("ab", "d"));
    }
}

package imagefanout.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldTest {
    @Test
    void acceptsAReasonOfOneToAThousandCharacters() {
        assertThat(hold("x".repeat(1000)).reason()).hasSize(1000);
        assertThat(hold("x").reason()).isEqualTo("x");

        assertThatThrownBy(() -> hold("x".repeat(1001)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("1 to 1000 characters");
        assertThatThrownBy(() -> hold(" ")).isInstanceOf(MalformedException.class);
    }

    private static Hold hold(String reason) {
        return new Hold(reason, "operator", Instant.EPOCH);
    }
}

package imagefanout.lambda;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import org.junit.jupiter.api.Test;

class PrimedTest {
    @Test
    void allowsTheSnapshotEvenWhenPrimingFails() {
        Primed nothingRecorded = priming -> {};

        assertThatThrownBy(() -> Priming.of(nothingRecorded)).isInstanceOf(FileNotFoundException.class);
        assertThatCode(() -> nothingRecorded.beforeCheckpoint(null)).doesNotThrowAnyException();
    }
}

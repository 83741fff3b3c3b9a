package imagefanout.lambda;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import org.junit.jupiter.api.Test;

class RehearsedTest {
    @Test
    void takesTheSnapshotEvenWhenNothingCouldBeRehearsed() {
        Rehearsed nothingRecorded = rehearsal -> {};

        assertThatThrownBy(() -> Rehearsal.of(nothingRecorded)).isInstanceOf(FileNotFoundException.class);
        assertThatCode(() -> nothingRecorded.beforeCheckpoint(null)).doesNotThrowAnyException();
    }
}

package imagefanout.model.journal;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class NoteTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void notesAreOrderedByLineageAndThoseOfALineageByTime() {
        Note early = new Note(pipeline("a"), WalkDepth.values()[0], NOON, "run");
        Note late = new Note(pipeline("a"), WalkDepth.values()[0], NOON.plusSeconds(5), "run");
        Note ofAnother = new Note(pipeline("b"), WalkDepth.values()[0], NOON.minusSeconds(5), "run");
        Note alike = new Note(pipeline("b"), WalkDepth.values()[0], NOON, "run");

        assertThat(new TreeSet<>(List.of(ofAnother, late, alike, early)))
                .containsExactly(early, late, ofAnother, alike);
    }

    private static PipelineArn pipeline(String name) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + name);
    }
}

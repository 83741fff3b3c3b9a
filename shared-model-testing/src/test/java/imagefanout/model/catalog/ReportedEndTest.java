package imagefanout.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportedEndTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final ReportedEnd AVAILABLE_AT_NOON = new ReportedEnd(ImageState.AVAILABLE, NOON);

    private final ImageSnapshot snapshot =
            ImageSnapshot.of(NOON, GoldenImages.fiveAmis(1).described());

    @Test
    void isRecordedInABuildThatWasDescribedAfterTheReport() {
        assertThat(AVAILABLE_AT_NOON.isRecordedIn(recordedAt(NOON.plusNanos(1))))
                .isTrue();
    }

    @Test
    void isNotRecordedInABuildThatWasDescribedBeforeTheReportByMoreThanClocksDiffer() {
        Instant earliest = NOON.minus(ReportedEnd.CLOCK_MARGIN);

        assertThat(AVAILABLE_AT_NOON.isRecordedIn(recordedAt(earliest))).isTrue();
        assertThat(AVAILABLE_AT_NOON.isRecordedIn(recordedAt(earliest.minusNanos(1))))
                .isFalse();
    }

    @Test
    void isNotRecordedInABuildOfAnotherState() {
        assertThat(new ReportedEnd(ImageState.FAILED, NOON).isRecordedIn(recordedAt(NOON)))
                .isFalse();
    }

    @Test
    void isNotRecordedInABuildWhoseRecordingWasStopped() {
        RecordedBuild stopped = recorded(NOON, new Digest("0".repeat(32)));

        assertThat(stopped.isFinished()).isFalse();
        assertThat(AVAILABLE_AT_NOON.isRecordedIn(stopped)).isFalse();
    }

    private RecordedBuild recordedAt(Instant at) {
        return recorded(at, snapshot.summaryDigest());
    }

    private RecordedBuild recorded(Instant at, Digest summaryDigest) {
        return new RecordedBuild(snapshot.build(), Counts.NONE, at, snapshot.digest(), summaryDigest, Optional.empty());
    }
}

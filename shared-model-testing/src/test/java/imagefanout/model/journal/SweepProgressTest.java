package imagefanout.model.journal;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepProgressTest {
    private static final Region ASIA = new Region("ap-south-1");
    private static final SweepProgress START =
            SweepProgress.start(SweepKind.EVERYTHING, Instant.parse("2026-02-01T12:00:00Z"));

    @Test
    void aSweepIsPastTheRegionsBeforeItsOwnAndInNoOther() {
        SweepProgress progress = START.enter(EU);

        assertThat(List.of(ASIA, EU, US)).map(progress::isPast).containsExactly(true, false, false);
        assertThat(List.of(ASIA, EU, US)).map(progress::isIn).containsExactly(false, true, false);
    }

    @Test
    void aSweepThatHasNotBegunIsPastNoRegionAndInNone() {
        assertThat(List.of(ASIA, EU, US)).noneMatch(START::isPast).noneMatch(START::isIn);
    }

    @Test
    void theLastLineageAndThoseBeforeItAreDone() {
        List<Lineage> inOrder = List.<Lineage>of(
                        PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/a"),
                        ImageArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/b"),
                        PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/c"))
                .stream()
                .sorted(Lineage.BY_ARN)
                .toList();

        SweepProgress progress = START.enter(US).after(inOrder.get(1));

        assertThat(inOrder).map(progress::isDone).containsExactly(true, true, false);
        assertThat(inOrder).noneMatch(START.enter(US)::isDone);
        assertThat(inOrder).noneMatch(progress.enter(EU)::isDone);
    }
}

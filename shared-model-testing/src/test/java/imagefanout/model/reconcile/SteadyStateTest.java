package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.testing.GoldenImages;
import org.junit.jupiter.api.Test;

final class SteadyStateTest {
    private static final int PIPELINES = 100;

    @Test
    void sweepsAHundredUnchangedPipelinesWithoutGetImageAndWithTwoWrites() {
        ReconcileFixture fixture = worldOfManyPipelines();
        Reconciled first = fixture.sweeps();
        fixture.calls.clear();

        Reconciled second = fixture.sweeps();

        assertThat(first.buildsRepaired()).isEqualTo(3 * PIPELINES + 1);
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(second.buildsRepaired()).isZero();
        assertThat(second.lineages()).hasSize(PIPELINES + 2);
        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(fixture.calls("ImageCatalog.record")).isZero();
        assertThat(fixture.calls("ImageCatalog.hold")).isZero();
        assertThat(fixture.calls)
                .filteredOn(call -> call.startsWith("Retention."))
                .containsExactly("Retention.finishRemovals");
        assertThat(fixture.calls("ReconcileJournal.replace")).isEqualTo(2);
    }

    @Test
    void reconcilesOnePipelineWithTwoWrites() {
        ReconcileFixture fixture = worldOfManyPipelines();
        fixture.sweeps();
        fixture.calls.clear();

        Reconciled result = fixture.runs(new Scope.SomeLineages(java.util.Set.of(pipeline(7))));

        assertThat(result.lineages()).singleElement().satisfies(lineage -> {
            assertThat(lineage.lineage()).isEqualTo(pipeline(7).toString());
            assertThat(lineage.unchanged()).isEqualTo(3);
        });
        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(fixture.calls("ImageCatalog.record")).isZero();
        assertThat(fixture.calls("ReconcileJournal.replace")).isEqualTo(2);
    }

    @Test
    void resumingWithoutABacklogWritesNothing() {
        ReconcileFixture fixture = worldOfManyPipelines();
        fixture.sweeps();
        fixture.calls.clear();

        Reconciled result = fixture.runs(new Scope.Resume());

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.NOTHING_TO_DO);
        assertThat(fixture.calls).containsExactly("ReconcileJournal.read");
    }

    private static ReconcileFixture worldOfManyPipelines() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int pipeline = 0; pipeline < PIPELINES; pipeline++) {
            for (int build = 1; build <= 3; build++) {
                ImageBuildArn arn = ImageBuildArn.parse(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/image-" + pipeline + "/1.0.0/" + build);
                GoldenImages image = GoldenImages.fiveAmis(build).named(arn).of(pipeline(pipeline));
                fixture.service.put(image.described());
            }
        }
        fixture.service.put(GoldenImages.build(1).withoutPipeline().described());
        return fixture;
    }

    private static PipelineArn pipeline(int number) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/pipeline-" + number);
    }
}

package imagefanout.testing.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.Settings;
import imagefanout.model.recipe.MovePipelines;
import imagefanout.model.recipe.PassableRoles;
import imagefanout.model.recipe.PipelineMove;
import imagefanout.model.recipe.PipelineOutcome;
import imagefanout.model.recipe.RecipePipeline;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovePipelinesTest {
    private static final RecipeArn OLD =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0");
    private static final RecipeArn NEW = OLD.at(new SemanticVersion(1, 0, 1));
    private static final PipelineArn FIRST =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/first");
    private static final PipelineArn SECOND =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/second");

    private final InMemoryRecipePipelines pipelines = new InMemoryRecipePipelines();
    private final MovePipelines movePipelines = new MovePipelines(pipelines, PassableRoles.none());

    @Test
    void movesOnlyThePipelinesThatBuildTheOldVersion() {
        pipelines.put(FIRST, OLD.toString());
        pipelines.put(SECOND, OLD.toString().replace("1.0.0", "1.0.x"));

        List<PipelineMove> moves = movePipelines.move(OLD, NEW);

        assertThat(moves).containsExactly(new PipelineMove(FIRST, PipelineOutcome.UPDATED, ""));
        assertThat(pipelines.pipeline(FIRST).recipe()).isEqualTo(NEW.toString());
        assertThat(pipelines.pipeline(SECOND).recipe()).endsWith("1.0.x");
        assertThat(movePipelines.move(OLD, NEW)).isEmpty();
    }

    @Test
    void findsAndPlansWithoutMovingAny() {
        pipelines.put(FIRST, OLD.toString());

        assertThat(movePipelines.find(OLD))
                .containsExactly(new PipelineMove(FIRST, PipelineOutcome.ON_OLD_VERSION, ""));
        assertThat(movePipelines.plan(OLD)).containsExactly(new PipelineMove(FIRST, PipelineOutcome.PLANNED, ""));
        assertThat(pipelines.pipeline(FIRST).recipe()).isEqualTo(OLD.toString());
    }

    @Test
    void skipsAPipelineWithSettingsThatAnUpdateWouldLose() {
        pipelines.put(new RecipePipeline(
                FIRST,
                OLD.toString(),
                Optional.empty(),
                new Settings("{}"),
                new TreeSet<>(List.of("/imageTags", "/schedule/future"))));

        List<PipelineMove> moves = movePipelines.move(OLD, NEW);

        assertThat(moves).hasSize(1);
        assertThat(moves.get(0).outcome()).isEqualTo(PipelineOutcome.SKIPPED);
        assertThat(moves.get(0).reason()).contains("/imageTags, /schedule/future");
        assertThat(movePipelines.plan(OLD)).isEqualTo(moves);
        assertThat(pipelines.pipeline(FIRST).recipe()).isEqualTo(OLD.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arn:aws:iam::123456789012:role/builds/golden | arn:aws:iam::123456789012:role/builds/golden | UPDATED
            arn:aws:iam::123456789012:role/builds/golden | arn:aws:iam::123456789012:role/builds/*      | UPDATED
            arn:aws:iam::123456789012:role/builds/golden | arn:aws:iam::123456789012:role/golden        | SKIPPED
            arn:aws:iam::123456789012:role/goldenx       | arn:aws:iam::123456789012:role/golden        | SKIPPED
            golden                                       | arn:aws:iam::123456789012:role/golden        | UPDATED
            golden                                       | arn:aws:iam::123456789012:role/builds/golden | UPDATED
            golden                                       | arn:aws:iam::123456789012:role/gold*         | UPDATED
            golden                                       | arn:aws:iam::999999999999:role/golden        | SKIPPED
            golden                                       | arn:aws:iam::123456789012:role/other         | SKIPPED
            golden                                       | arn:aws:iam::123456789012:role/not-golden    | SKIPPED
            golden                                       | arn:aws:iam::123456789012:role/other*        | SKIPPED
            golden | arn:aws:iam::123456789012:role/a,arn:aws:iam::123456789012:role/golden             | UPDATED
            """)
    void passesOnlyTheRolesThatItMay(String role, String passable, PipelineOutcome outcome) {
        pipelines.put(
                new RecipePipeline(FIRST, OLD.toString(), Optional.of(role), new Settings("{}"), new TreeSet<>()));

        List<PipelineMove> moves = new MovePipelines(pipelines, PassableRoles.parse(passable)).move(OLD, NEW);

        assertThat(moves).extracting(PipelineMove::outcome).containsExactly(outcome);
        if (outcome == PipelineOutcome.SKIPPED) {
            assertThat(moves.get(0).reason()).contains(role, "PipelineRoleArns");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "golden", "arn:aws:iam::123456789012:role/a,", "arn:aws:iam::123456789012:user/a"})
    void refusesRolesThatAreNotArns(String text) {
        assertThatThrownBy(() -> PassableRoles.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void leavesOutAPipelineThatAListStillShowsWithTheOldVersion() {
        pipelines.put(FIRST, OLD.toString());
        pipelines.freezeInLists(FIRST);
        movePipelines.move(OLD, NEW);

        assertThat(movePipelines.find(OLD)).isEmpty();
        assertThat(movePipelines.move(OLD, NEW)).isEmpty();
    }

    @Test
    void movesTheOthersWhenOneFails() {
        pipelines.put(FIRST, OLD.toString());
        pipelines.put(SECOND, OLD.toString());
        pipelines.onUpdate(pipeline -> {
            if (pipeline.arn().equals(FIRST)) {
                throw new ImageBuilderException("UpdateImagePipeline: refused", new IllegalStateException());
            }
            return pipeline;
        });

        assertThat(movePipelines.move(OLD, NEW))
                .containsExactly(
                        new PipelineMove(FIRST, PipelineOutcome.FAILED, "UpdateImagePipeline: refused"),
                        new PipelineMove(SECOND, PipelineOutcome.UPDATED, ""));
    }

    @Test
    void failsWhenThePipelineDoesNotReadBackAsItWasSent() {
        pipelines.put(FIRST, OLD.toString());
        pipelines.onUpdate(sent -> new RecipePipeline(
                sent.arn(), sent.recipe(), sent.executionRole(), new Settings("{\"a\":1}"), new TreeSet<>()));

        List<PipelineMove> moves = movePipelines.move(OLD, NEW);

        assertThat(moves).extracting(PipelineMove::outcome).containsExactly(PipelineOutcome.FAILED);
        assertThat(moves.get(0).reason()).contains("does not read back as it was sent");
    }
}

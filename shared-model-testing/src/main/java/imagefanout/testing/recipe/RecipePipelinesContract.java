package imagefanout.testing.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.recipe.RecipePipeline;
import imagefanout.model.recipe.RecipePipelines;
import org.junit.jupiter.api.Test;

/** What every {@link RecipePipelines} promises. */
public abstract class RecipePipelinesContract {
    private static final RecipeArn OLD =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0");
    private static final RecipeArn NEW = OLD.at(new SemanticVersion(1, 0, 1));
    private static final PipelineArn FIRST = pipeline("first");
    private static final PipelineArn SECOND = pipeline("second");

    protected abstract RecipePipelines pipelines();

    /** Creates a pipeline in account 123456789012 and us-east-1, and its recipe if it does not exist. */
    protected abstract void given(PipelineArn arn, String recipe);

    private static PipelineArn pipeline(String name) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + name);
    }

    @Test
    void findsThePipelinesOfExactlyOneVersion() {
        given(FIRST, OLD.toString());
        given(SECOND, OLD.toString());
        given(pipeline("newer"), NEW.toString());
        given(pipeline("wildcards"), OLD.toString().replace("1.0.0", "x.x.x"));

        assertThat(pipelines().building(OLD)).containsExactly(FIRST, SECOND);
        assertThat(pipelines().building(OLD.at(new SemanticVersion(9, 0, 0)))).isEmpty();
    }

    @Test
    void findsMorePipelinesThanAPageHolds() {
        for (int i = 0; i < 60; i++) {
            given(pipeline("pipeline-" + i), OLD.toString());
        }

        assertThat(pipelines().building(OLD)).hasSize(60);
    }

    @Test
    void changesTheRecipeAndNothingElse() {
        given(FIRST, OLD.toString());
        given(SECOND, OLD.toString());
        given(pipeline("newer"), NEW.toString());
        RecipePipeline before = pipelines().pipeline(FIRST);

        pipelines().update(before, NEW);
        pipelines().update(before, NEW);

        RecipePipeline after = pipelines().pipeline(FIRST);
        assertThat(after.recipe()).isEqualTo(NEW.toString());
        assertThat(after.settings()).isEqualTo(before.settings());
        assertThat(after.executionRole()).isEqualTo(before.executionRole());
        assertThat(pipelines().building(OLD)).containsExactly(SECOND);
    }

    @Test
    void movesAPipelineForthAndBackAndForthAgain() {
        given(FIRST, OLD.toString());
        given(pipeline("newer"), NEW.toString());
        RecipePipeline before = pipelines().pipeline(FIRST);

        pipelines().update(before, NEW);
        pipelines().update(before, OLD);
        pipelines().update(before, NEW);

        assertThat(pipelines().pipeline(FIRST).recipe()).isEqualTo(NEW.toString());
    }

    @Test
    void returnsNothingForAnUnknownConfiguration() {
        assertThatThrownBy(() -> pipelines().pipeline(FIRST))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContaining(FIRST.toString());
    }
}

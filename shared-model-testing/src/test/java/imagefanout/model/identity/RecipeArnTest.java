package imagefanout.model.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeArnTest {
    private static final String TEXT = "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0";

    @Test
    void readsWhatItWrites() {
        RecipeArn arn = RecipeArn.parse(TEXT);

        assertThat(arn).hasToString(TEXT);
        assertThat(arn.region()).isEqualTo(new Region("us-east-1"));
        assertThat(arn.at(new SemanticVersion(1, 0, 1))).hasToString(TEXT.replace("1.0.0", "1.0.1"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "golden-linux",
                "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux",
                "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/x.x.x",
                "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.x",
                "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0/1",
                "arn:aws:imagebuilder:us-east-1:123456789012:container-recipe/golden-linux/1.0.0",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0",
            })
    void refusesInvalidRecipeArns(String text) {
        assertThatThrownBy(() -> RecipeArn.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("the ARN of an image recipe and one version of it, without wildcards");
    }

    @Test
    void explainsThatAContainerRecipeIsNotAccepted() {
        assertThatThrownBy(() -> RecipeArn.parse(TEXT.replace("image-recipe", "container-recipe")))
                .hasMessageContaining("this is a container recipe");
    }
}

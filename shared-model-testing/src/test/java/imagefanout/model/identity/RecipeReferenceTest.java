package imagefanout.model.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeReferenceTest {
    private static final String ANY = "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/xx/";

    @ParameterizedTest
    @CsvSource({
        "x.x.x, 1.0.0, true",
        "x.x.x, 10.20.30, true",
        "1.x.x, 1.7.0, true",
        "1.x.x, 11.7.0, false",
        "1.0.x, 1.0.9, true",
        "1.0.x, 1.1.9, false",
        "1.0.0, 1.0.0, true",
        "1.0.0, 1.0.1, false"
    })
    void matchesTheVersionsThatItsWildcardsStandFor(String version, String recipe, boolean expected) {
        RecipeReference reference = RecipeReference.parse(ANY + version);

        assertThat(reference.matches(RecipeArn.parse(ANY + recipe))).isEqualTo(expected);
        assertThat(reference.matches(RecipeArn.parse(ANY.replace("/xx/", "/xy/") + recipe)))
                .isFalse();
    }

    @Test
    void isExactlyOneVersionOnlyWithoutWildcards() {
        assertThat(RecipeReference.parse(ANY + "1.0.0").exactly()).contains(RecipeArn.parse(ANY + "1.0.0"));
        assertThat(RecipeReference.parse(ANY + "1.0.x").exactly()).isEmpty();
        assertThat(RecipeReference.parse(ANY + "1.0.x")).hasToString(ANY + "1.0.x");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "golden-linux",
                ANY,
                ANY + "x",
                ANY + "x.0.0",
                ANY + "1.x.0",
                ANY + "x.x",
                ANY + "X.X.X",
                ANY + "1.0.x/1",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/x.x.x"
            })
    void refusesInvalidRecipeReferences(String text) {
        assertThatThrownBy(() -> RecipeReference.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("an image recipe and a version of it, such as 1.0.0, 1.0.x or x.x.x");
    }

    @Test
    void explainsThatAContainerRecipeIsNotAccepted() {
        assertThatThrownBy(() -> RecipeReference.parse(ANY.replace("image-recipe", "container-recipe") + "x.x.x"))
                .hasMessageContaining("this is a container recipe");
    }
}

package imagefanout.testing.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.ImageRecipe;
import imagefanout.model.recipe.Recipes;
import imagefanout.model.recipe.VersionTakenException;
import imagefanout.model.recipe.VolumeChange;
import imagefanout.model.recipe.VolumeType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every {@link Recipes} promises. */
public abstract class RecipesContract {
    private static final RecipeArn FIRST =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0");
    private static final RecipeArn OTHER =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux-two/7.0.0");
    private static final SemanticVersion NEXT = new SemanticVersion(1, 0, 1);
    private static final Volume ROOT = volume("/dev/xvda", "io1", 1000);
    private static final Volume DATA = volume("/dev/xvdb", "io1", 64_000);
    private static final VolumeChange ROOT_TO_IO2 =
            new VolumeChange(0, VolumeType.IO2, OptionalInt.of(1000), OptionalInt.empty());

    protected abstract Recipes recipes();

    /** Creates a recipe in account 123456789012 and us-east-1. */
    protected abstract void given(RecipeArn arn, String description, Volume... devices);

    protected static Volume volume(String deviceName, String type, int iops) {
        return new Volume(
                deviceName,
                Optional.of(type),
                OptionalInt.of(40),
                OptionalInt.of(iops),
                OptionalInt.empty(),
                Optional.of(true));
    }

    @Test
    void showsARecipeWithItsDevicesInOrder() {
        given(FIRST, "golden", ROOT, DATA);

        ImageRecipe recipe = recipes().recipe(FIRST);

        assertThat(recipe.arn()).isEqualTo(FIRST);
        assertThat(recipe.devices()).containsExactly(ROOT, DATA);
        assertThat(recipe.unknownSettings()).isEmpty();
    }

    @Test
    void returnsNothingForAnUnknownConfiguration() {
        given(FIRST, "golden", ROOT);

        assertThatThrownBy(() -> recipes().recipe(FIRST.at(NEXT)))
                .isInstanceOf(UnknownResourceException.class)
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContaining(FIRST.at(NEXT).toString());
    }

    @Test
    void listsAllVersionsOfOneRecipe() {
        for (int patch = 0; patch < 60; patch++) {
            given(FIRST.at(new SemanticVersion(1, 0, patch)), "golden", ROOT);
        }
        given(FIRST.at(new SemanticVersion(10, 0, 0)), "golden", ROOT);
        given(OTHER, "another", ROOT);

        assertThat(recipes().versions(recipes().recipe(FIRST)))
                .hasSize(61)
                .startsWith(FIRST.version(), NEXT)
                .endsWith(new SemanticVersion(10, 0, 0))
                .doesNotContain(OTHER.version());
    }

    @Test
    void changesOnlyTheRequestedSettingsInASuccessor() {
        given(FIRST, "golden", ROOT, DATA);
        ImageRecipe first = recipes().recipe(FIRST);

        ImageRecipe successor = recipes().successor(first, NEXT, List.of(ROOT_TO_IO2));

        assertThat(successor.arn()).isEqualTo(FIRST.at(NEXT));
        assertThat(successor.devices()).containsExactly(volume("/dev/xvda", "io2", 1000), DATA);
        assertThat(successor.settings().json())
                .isEqualTo(first.settings().json().replaceFirst("\"io1\"", "\"io2\""));
        assertThat(recipes().versions(first)).containsExactly(FIRST.version());
    }

    @Test
    void setsAndRemovesNumbers() {
        given(FIRST, "golden", ROOT);
        ImageRecipe first = recipes().recipe(FIRST);

        ImageRecipe gp3 = recipes()
                .successor(
                        first,
                        NEXT,
                        List.of(new VolumeChange(0, VolumeType.GP3, OptionalInt.of(3000), OptionalInt.of(125))));
        ImageRecipe gp2 = recipes()
                .successor(
                        gp3,
                        NEXT,
                        List.of(new VolumeChange(0, VolumeType.GP2, OptionalInt.empty(), OptionalInt.empty())));

        assertThat(gp3.devices().get(0).iops()).hasValue(3000);
        assertThat(gp3.devices().get(0).throughput()).hasValue(125);
        assertThat(gp2.devices().get(0).iops()).isEmpty();
        assertThat(gp2.devices().get(0).throughput()).isEmpty();
        assertThat(gp2.settings().json()).contains("\"gp2\"").doesNotContain("iops", "throughput");
    }

    @Test
    void createsExactlyTheSuccessorAndLeavesTheOldOne() {
        given(FIRST, "golden", ROOT, DATA);
        ImageRecipe first = recipes().recipe(FIRST);
        ImageRecipe successor = recipes().successor(first, NEXT, List.of(ROOT_TO_IO2));

        recipes().create(successor);

        assertThat(recipes().recipe(FIRST.at(NEXT))).isEqualTo(successor);
        assertThat(recipes().recipe(FIRST)).isEqualTo(first);
        assertThat(recipes().versions(first)).containsExactly(FIRST.version(), NEXT);
    }

    @Test
    void createsOnlyOnceWhenCalledTwice() {
        given(FIRST, "golden", ROOT);
        ImageRecipe first = recipes().recipe(FIRST);
        ImageRecipe successor = recipes().successor(first, NEXT, List.of(ROOT_TO_IO2));

        recipes().create(successor);
        recipes().create(successor);

        assertThat(recipes().versions(first)).containsExactly(FIRST.version(), NEXT);
    }

    @Test
    void createsTwoVersionsWithTheSameSettings() {
        given(FIRST, "golden", ROOT);
        ImageRecipe first = recipes().recipe(FIRST);
        SemanticVersion second = NEXT.nextPatch();

        recipes().create(recipes().successor(first, NEXT, List.of(ROOT_TO_IO2)));
        recipes().create(recipes().successor(first, second, List.of(ROOT_TO_IO2)));

        assertThat(recipes().versions(first)).containsExactly(FIRST.version(), NEXT, second);
    }

    @Test
    void neverReplacesAVersionThatItCreatedWithOtherSettings() {
        given(FIRST, "golden", ROOT);
        ImageRecipe first = recipes().recipe(FIRST);
        ImageRecipe created = recipes().successor(first, NEXT, List.of(ROOT_TO_IO2));
        ImageRecipe other = recipes()
                .successor(
                        first,
                        NEXT,
                        List.of(new VolumeChange(0, VolumeType.IO2, OptionalInt.of(2000), OptionalInt.empty())));
        recipes().create(created);

        assertThatThrownBy(() -> recipes().create(other)).isInstanceOf(VersionTakenException.class);
        assertThat(recipes().recipe(FIRST.at(NEXT))).isEqualTo(created);
    }

    @Test
    void neverReplacesAVersion() {
        given(FIRST, "golden", ROOT);
        given(FIRST.at(NEXT), "someone else's", DATA);
        ImageRecipe first = recipes().recipe(FIRST);
        ImageRecipe next = recipes().recipe(FIRST.at(NEXT));
        ImageRecipe successor = recipes().successor(first, NEXT, List.of(ROOT_TO_IO2));

        assertThatThrownBy(() -> recipes().create(successor))
                .isInstanceOf(VersionTakenException.class)
                .hasMessageContaining(FIRST.at(NEXT).toString());
        assertThat(recipes().recipe(FIRST.at(NEXT))).isEqualTo(next);
    }
}

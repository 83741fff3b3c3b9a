package imagefanout.testing.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.RecipeUpgrade;
import imagefanout.model.recipe.RecipeUpgrade.Outcome;
import imagefanout.model.recipe.UpgradeRecipe;
import imagefanout.model.recipe.UpgradeRefusedException;
import imagefanout.model.recipe.VolumeMove;
import imagefanout.model.recipe.VolumeType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class UpgradeRecipeTest {
    private static final RecipeArn ARN =
            RecipeArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0");
    private static final VolumeMove IO1_TO_IO2 = new VolumeMove(VolumeType.IO1, VolumeType.IO2);
    private static final Optional<SemanticVersion> NEXT_FREE = Optional.empty();

    private final InMemoryRecipes recipes = new InMemoryRecipes();
    private final UpgradeRecipe upgradeRecipe = new UpgradeRecipe(recipes);

    @Test
    void createsTheNextFreePatch() {
        recipes.put(ARN, "golden", volume("io1", 1000), volume("gp2"));
        recipes.put(ARN.at(version(1, 0, 1)), "another", volume("io1", 1000));
        recipes.put(ARN.at(version(1, 0, 3)), "another", volume("io1", 1000));

        RecipeUpgrade upgrade = upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);

        assertThat(upgrade).isEqualTo(result(Outcome.CREATED, ARN, ARN.at(version(1, 0, 2))));
        assertThat(recipes.recipe(ARN.at(version(1, 0, 2))).devices())
                .containsExactly(volume("io2", 1000), volume("gp2"));
    }

    @Test
    void createsTheRequestedVersion() {
        recipes.put(ARN, "golden", volume("io1", 1000));

        RecipeUpgrade upgrade =
                upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.of(version(2, 5, 0)));

        assertThat(upgrade.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(upgrade.isNew()).isTrue();
        assertThat(recipes.all()).containsExactly(ARN, ARN.at(version(2, 5, 0)));
    }

    @Test
    void plansWithoutCreatingAnything() {
        recipes.put(ARN, "golden", volume("io1", 1000));

        RecipeUpgrade plan = upgradeRecipe.plan(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);
        SortedSet<RecipeArn> afterPlan = recipes.all();
        upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);

        assertThat(afterPlan).containsExactly(ARN);
        assertThat(plan).isEqualTo(result(Outcome.PLANNED, ARN, ARN.at(version(1, 0, 1))));
        assertThat(plan.isNew()).isTrue();
    }

    @Test
    void createsOnlyOneVersionWhenRunTwice() {
        recipes.put(ARN, "golden", volume("io1", 1000));

        upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);
        RecipeUpgrade second = upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);

        assertThat(second).isEqualTo(result(Outcome.ALREADY_THERE, ARN, ARN.at(version(1, 0, 1))));
        assertThat(second.isNew()).isFalse();
        assertThat(recipes.all()).hasSize(2);
    }

    @Test
    void findsAnEqualNewerVersionAnywhere() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        recipes.put(ARN.at(version(1, 0, 1)), "another", volume("io2", 1000));
        recipes.put(ARN.at(version(4, 2, 0)), "golden", volume("io2", 1000));

        assertThat(upgradeRecipe.plan(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE))
                .isEqualTo(result(Outcome.ALREADY_THERE, ARN, ARN.at(version(4, 2, 0))));
        assertThat(upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.of(version(5, 0, 0))))
                .isEqualTo(result(Outcome.ALREADY_THERE, ARN, ARN.at(version(4, 2, 0))));
    }

    @Test
    void ignoresOlderVersionsWithTheSameSettings() {
        RecipeArn newer = ARN.at(version(2, 0, 0));
        recipes.put(ARN, "golden", volume("io2", 1000));
        recipes.put(newer, "golden", volume("io1", 1000));

        upgradeRecipe.upgrade(RecipeReference.to(newer), IO1_TO_IO2, NEXT_FREE);

        assertThat(recipes.all()).containsExactly(ARN, newer, ARN.at(version(2, 0, 1)));
    }

    @Test
    void recognisesItsOwnVersionThatTheListDoesNotShowYet() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);
        recipes.hideFromLists(ARN.at(version(1, 0, 1)));

        upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);

        assertThat(recipes.all()).hasSize(2);
    }

    @Test
    void skipsATakenVersionThatTheListDoesNotShowYet() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        recipes.put(ARN.at(version(1, 0, 1)), "someone else's", volume("io1", 1000));
        recipes.hideFromLists(ARN.at(version(1, 0, 1)));

        upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);

        assertThat(recipes.all()).hasSize(3);
        assertThat(recipes.recipe(ARN.at(version(1, 0, 2))).devices()).containsExactly(volume("io2", 1000));
    }

    @Test
    void givesUpAfterFiveVersionsThatTheListDoesNotShowYet() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        for (int patch = 1; patch <= 5; patch++) {
            takeButHide(patch);
        }
        SortedSet<RecipeArn> before = recipes.all();

        assertThatThrownBy(() -> upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContaining("other programs took 5 versions");
        assertThat(recipes.all()).isEqualTo(before);
    }

    @Test
    void createsTheFifthVersionAfterFourThatTheListDoesNotShowYet() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        for (int patch = 1; patch <= 4; patch++) {
            takeButHide(patch);
        }

        RecipeUpgrade upgrade = upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE);

        assertThat(upgrade).isEqualTo(result(Outcome.CREATED, ARN, ARN.at(version(1, 0, 5))));
    }

    private void takeButHide(int patch) {
        RecipeArn taken = ARN.at(version(1, 0, patch));
        recipes.put(taken, "someone else's", volume("io1", 1000));
        recipes.hideFromLists(taken);
    }

    @Test
    void hasNothingToChangeWithoutADeviceOfTheOldType() {
        recipes.put(ARN, "golden", volume("gp2"));
        recipes.put(ARN.at(version(2, 0, 0)), "newer than this program", settings("/future"), volume("gp2"));

        assertThat(upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE))
                .isEqualTo(nothingToChange(ARN));
        assertThat(upgradeRecipe.upgrade(RecipeReference.to(ARN.at(version(2, 0, 0))), IO1_TO_IO2, NEXT_FREE))
                .isEqualTo(nothingToChange(ARN.at(version(2, 0, 0))));
        assertThat(recipes.all()).hasSize(2);
    }

    @Test
    void refusesARecipeWithUnknownSettings() {
        recipes.put(ARN, "golden", settings("/future", "/components/0/pinned"), volume("io1", 1000));

        assertRefused(
                () -> upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE),
                "would lose settings",
                "/components/0/pinned, /future");
    }

    @Test
    void refusesAnImpossibleMove() {
        recipes.put(ARN, "golden", volume("gp2"));

        assertRefused(
                () -> upgradeRecipe.upgrade(
                        RecipeReference.to(ARN), new VolumeMove(VolumeType.GP2, VolumeType.STANDARD), NEXT_FREE),
                "/dev/xvda cannot move from gp2 to standard: it would be slower: 100 IOPS instead of 120, ",
                "90 MiB/s in bursts instead of 128");
    }

    @Test
    void refusesAVersionThatIsNotNewerOrIsTaken() {
        recipes.put(ARN.at(version(3, 0, 0)), "another", volume("io1", 1000));
        recipes.put(ARN, "golden", volume("io1", 1000));
        SortedSet<RecipeArn> before = recipes.all();

        assertRefused(
                () -> upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.of(ARN.version())),
                "version 1.0.0 is not newer than 1.0.0");
        ThrowingCallable taken =
                () -> upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.of(version(3, 0, 0)));
        assertRefused(taken, "version 3.0.0 exists and has other settings");
        recipes.hideFromLists(ARN.at(version(3, 0, 0)));
        assertRefused(taken, "version 3.0.0 exists and has other settings");
        assertThat(recipes.all()).isEqualTo(before);
    }

    @Test
    void createsARequestedVersionThatIsListedButDeleted() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        recipes.put(ARN.at(version(3, 0, 0)), "another", volume("io1", 1000));
        recipes.deleteButList(ARN.at(version(3, 0, 0)));

        RecipeUpgrade upgrade =
                upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, Optional.of(version(3, 0, 0)));

        assertThat(upgrade.outcome()).isEqualTo(Outcome.CREATED);
    }

    @Test
    void refusesWhenThereIsNoPatchLeft() {
        RecipeArn last = ARN.at(version(1, 0, (1 << 30) - 1));
        recipes.put(last, "golden", volume("io1", 1000));

        assertRefused(
                () -> upgradeRecipe.upgrade(RecipeReference.to(last), IO1_TO_IO2, NEXT_FREE),
                "there is no free patch after 1.0.1073741823: name a version");
    }

    @Test
    void upgradesTheNewestVersionThatWildcardsMatch() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        recipes.put(ARN.at(version(1, 0, 4)), "golden", volume("io1", 2000));
        recipes.put(ARN.at(version(2, 0, 0)), "golden", volume("io1", 3000));

        RecipeUpgrade upgrade = upgradeRecipe.upgrade(wildcards("1.0.x"), IO1_TO_IO2, NEXT_FREE);

        assertThat(upgrade.recipe().arn()).isEqualTo(ARN.at(version(1, 0, 4)));
        assertThat(recipes.recipe(ARN.at(version(1, 0, 5))).devices()).containsExactly(volume("io2", 2000));
    }

    @Test
    void createsOnlyOneVersionWhenWildcardsAreUpgradedTwice() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        upgradeRecipe.upgrade(wildcards("x.x.x"), IO1_TO_IO2, NEXT_FREE);

        RecipeUpgrade second = upgradeRecipe.upgrade(wildcards("x.x.x"), IO1_TO_IO2, NEXT_FREE);

        assertThat(second).isEqualTo(result(Outcome.ALREADY_THERE, ARN, ARN.at(version(1, 0, 1))));
        assertThat(recipes.all()).hasSize(2);
    }

    @Test
    void hasNothingToChangeWhenTheNewestVersionThatMatchesWasNotMadeFromAnOlderOne() {
        recipes.put(ARN, "golden", volume("io1", 1000));
        recipes.put(ARN.at(version(2, 0, 0)), "rewritten", volume("io2", 1000));

        RecipeUpgrade upgrade = upgradeRecipe.upgrade(wildcards("x.x.x"), IO1_TO_IO2, NEXT_FREE);

        assertThat(upgrade).isEqualTo(nothingToChange(ARN.at(version(2, 0, 0))));
    }

    @Test
    void hasNothingToChangeWhenTheOlderVersionsThatMatchCannotMove() {
        recipes.put(ARN, "without IOPS", volume("io1"));
        recipes.put(ARN.at(version(2, 0, 0)), "golden", volume("io2", 1000));

        RecipeUpgrade upgrade = upgradeRecipe.upgrade(wildcards("x.x.x"), IO1_TO_IO2, NEXT_FREE);

        assertThat(upgrade).isEqualTo(nothingToChange(ARN.at(version(2, 0, 0))));
        assertThat(upgrade.isNew()).isFalse();
    }

    @Test
    void takesTheNextNumberAfterADateWhateverItsSpelling() {
        RecipeArn dated = ARN.at(SemanticVersion.parse("2019.12.03"));
        recipes.put(dated, "golden", volume("io1", 1000));
        recipes.put(ARN.at(SemanticVersion.parse("2019.12.04")), "other", volume("io1", 2000));

        RecipeUpgrade upgrade = upgradeRecipe.plan(RecipeReference.to(dated), IO1_TO_IO2, NEXT_FREE);

        assertThat(upgrade.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(upgrade.successor().orElseThrow().arn())
                .hasToString(dated.toString().replace(".03", ".5"));
        assertThatExceptionOfType(UpgradeRefusedException.class)
                .isThrownBy(() -> upgradeRecipe.plan(
                        RecipeReference.to(dated), IO1_TO_IO2, Optional.of(SemanticVersion.parse("2019.12.3"))));
    }

    private static RecipeReference wildcards(String version) {
        return RecipeReference.parse(ARN.toString().replace("1.0.0", version));
    }

    @Test
    void failsForAnUnknownRecipe() {
        assertThatThrownBy(() -> upgradeRecipe.upgrade(RecipeReference.to(ARN), IO1_TO_IO2, NEXT_FREE))
                .isInstanceOf(UnknownResourceException.class)
                .hasMessageContaining(ARN.toString());
    }

    private static void assertRefused(ThrowingCallable upgrade, String... reasons) {
        assertThatThrownBy(upgrade)
                .isInstanceOf(UpgradeRefusedException.class)
                .message()
                .contains(reasons);
    }

    private RecipeUpgrade result(Outcome outcome, RecipeArn recipe, RecipeArn successor) {
        return new RecipeUpgrade(outcome, recipes.recipe(recipe), Optional.of(recipes.recipe(successor)));
    }

    private RecipeUpgrade nothingToChange(RecipeArn recipe) {
        return new RecipeUpgrade(Outcome.NOTHING_TO_CHANGE, recipes.recipe(recipe), Optional.empty());
    }

    private static SemanticVersion version(int major, int minor, int patch) {
        return new SemanticVersion(major, minor, patch);
    }

    private static SortedSet<String> settings(String... pointers) {
        return new TreeSet<>(java.util.List.of(pointers));
    }

    private static Volume volume(String type, int iops) {
        return volume(type, OptionalInt.of(iops));
    }

    private static Volume volume(String type) {
        return volume(type, OptionalInt.empty());
    }

    private static Volume volume(String type, OptionalInt iops) {
        return new Volume(
                "/dev/xvda", Optional.of(type), OptionalInt.of(40), iops, OptionalInt.empty(), Optional.of(true));
    }
}

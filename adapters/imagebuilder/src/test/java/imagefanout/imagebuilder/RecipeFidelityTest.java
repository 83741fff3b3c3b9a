package imagefanout.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Deadline;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.ImpossibleMoveException;
import imagefanout.model.recipe.RecipeUpgrade;
import imagefanout.model.recipe.UpgradeRecipe;
import imagefanout.model.recipe.UpgradeRefusedException;
import imagefanout.model.recipe.VolumeChange;
import imagefanout.model.recipe.VolumeMove;
import imagefanout.model.recipe.VolumeType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/**
 * A new version keeps every value of its recipe, except for the version, the volume type and the numbers that follow from it.
 */
class RecipeFidelityTest {
    private static final Set<String> OF_ONE_VERSION = Set.of("arn", "dateCreated", "version");

    private static EmulatorFixture emulated;
    private static InMemoryRecipeService shelf;
    private static ImageBuilderClients shelfClients;
    private static int made;

    @BeforeContainer
    static void start() {
        emulated = new EmulatorFixture();
        shelf = new InMemoryRecipeService();
        shelfClients =
                new ImageBuilderClients(Optional.empty(), List.of(), shelf, AwsRetryStrategy::standardRetryStrategy);
    }

    @AfterContainer
    static void stop() {
        emulated.close();
        shelfClients.close();
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void keepsEveryValueThroughTheSdk(@ForAll long seed) {
        shelf.recipes().clear();
        shelf.put(GeneratedRecipe.of("golden", seed));
        RecipeArn arn = RecipeArn.parse(shelf.recipes().keySet().iterator().next());
        ObjectNode before = shelf.recipes().get(arn.toString()).deepCopy();
        VolumeMove move = move(before, seed);

        String outcome = upgrade(new SdkRecipes(shelfClients, Deadline.none()), arn, move);

        assertThat(shelf.recipes().get(arn.toString())).isEqualTo(before);
        assertOutcome(before, move, outcome, shelf.recipes().get(next(arn)));
        assertThat(shelf.recipes()).hasSize(outcome.equals("CREATED") ? 2 : 1);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void keepsEveryValueOnTheWire(@ForAll long seed) {
        JsonNode created = emulated.put("CreateImageRecipe", GeneratedRecipe.of("golden-" + made++, seed));
        RecipeArn arn = RecipeArn.parse(created.get("imageRecipeArn").textValue());
        ObjectNode before = emulated.recipe(arn.toString());
        VolumeMove move = move(before, seed);
        SdkRecipes recipes = new SdkRecipes(emulated.clients(), Deadline.none());

        String outcome = upgrade(recipes, arn, move);

        assertThat(emulated.recipe(arn.toString())).isEqualTo(before);
        boolean made = outcome.equals("CREATED");
        assertOutcome(before, move, outcome, made ? emulated.recipe(next(arn)) : null);
        assertThat(recipes.versions(recipes.recipe(arn))).hasSize(made ? 2 : 1);
    }

    /** Usually from a type that the recipe has. */
    private static VolumeMove move(ObjectNode recipe, long seed) {
        Random random = new Random(seed);
        List<VolumeType> all = List.of(VolumeType.values());
        List<VolumeType> there = recipe.findValuesAsText("volumeType").stream()
                .map(VolumeType::parse)
                .toList();
        List<VolumeType> old = there.isEmpty() || random.nextInt(10) == 0 ? all : there;
        VolumeType from = old.get(random.nextInt(old.size()));
        List<VolumeType> others = all.stream().filter(type -> type != from).toList();
        return new VolumeMove(from, others.get(random.nextInt(others.size())));
    }

    private static String upgrade(SdkRecipes recipes, RecipeArn arn, VolumeMove move) {
        try {
            RecipeUpgrade upgrade = new UpgradeRecipe(recipes).upgrade(RecipeReference.to(arn), move, Optional.empty());
            return upgrade.outcome().name();
        } catch (UpgradeRefusedException e) {
            return "REFUSED";
        }
    }

    private static void assertOutcome(ObjectNode before, VolumeMove move, String outcome, ObjectNode after) {
        Optional<ObjectNode> expected = expected(before, move);
        boolean changes = expected.filter(recipe -> !recipe.equals(before)).isPresent();
        if (expected.isEmpty()) {
            assertThat(outcome).isEqualTo("REFUSED");
        } else if (!changes) {
            assertThat(outcome).isEqualTo("NOTHING_TO_CHANGE");
        } else {
            assertThat(outcome).isEqualTo("CREATED");
            assertThat(after.get("version").textValue()).isEqualTo("1.0.1");
            assertThat(CanonicalJson.of(after.deepCopy().remove(OF_ONE_VERSION)))
                    .isEqualTo(CanonicalJson.of(expected.get().remove(OF_ONE_VERSION)));
        }
        Statistics.label("outcome").collect(outcome);
    }

    /** Empty when the move is not possible. VolumeMoveTest covers the numbers that follow from a move. */
    private static Optional<ObjectNode> expected(ObjectNode before, VolumeMove move) {
        ObjectNode after = before.deepCopy();
        for (JsonNode device : after.path("blockDeviceMappings")) {
            if (device.at("/ebs/volumeType").asText().equals(move.from().toString())) {
                ObjectNode ebs = (ObjectNode) device.get("ebs");
                try {
                    VolumeChange change = move.of(List.of(volume(ebs))).get(0);
                    ebs.put("volumeType", move.to().toString());
                    set(ebs, "iops", change.iops());
                    set(ebs, "throughput", change.throughput());
                } catch (ImpossibleMoveException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(after);
    }

    private static Volume volume(ObjectNode ebs) {
        return new Volume(
                "",
                Optional.of(ebs.get("volumeType").textValue()),
                number(ebs, "volumeSize"),
                number(ebs, "iops"),
                number(ebs, "throughput"),
                Optional.empty());
    }

    private static OptionalInt number(ObjectNode ebs, String member) {
        return ebs.has(member) ? OptionalInt.of(ebs.get(member).intValue()) : OptionalInt.empty();
    }

    private static void set(ObjectNode ebs, String member, OptionalInt number) {
        ebs.remove(member);
        number.ifPresent(value -> ebs.put(member, value));
    }

    private static String next(RecipeArn arn) {
        return arn.at(arn.version().nextPatch()).toString();
    }
}

package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.IMAGE_RECIPE_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Recipes;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;

/**
 * Shows a recipe; wildcards in the version of its ARN mean the newest one that they match.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImageRecipe.html">GetImageRecipe</a>
 */
public final class GetImageRecipe implements Operation {

    private static final Structure INPUT = Structure.empty().requires("imageRecipeArn", IMAGE_RECIPE_ARN);

    private final Account account;

    public GetImageRecipe(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.get("GetImageRecipe");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Stored.text(input, "imageRecipeArn");
        Resource recipe = account.recipes().find(arn).orElseThrow(() -> Stored.unknown(arn));
        ObjectNode answer = Json.object();
        answer.set("imageRecipe", recipe.document());
        answer.set(
                "latestVersionReferences",
                VersionReferences.to(Recipes.versionless(recipe.arn()), Recipes.version(recipe)));
        return answer;
    }
}

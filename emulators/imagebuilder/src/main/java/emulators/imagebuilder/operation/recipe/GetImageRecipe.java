package emulators.imagebuilder.operation.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Recipes;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.VersionReferences;
import emulators.wire.shape.Json;

/**
 * Returns a recipe. For an ARN with wildcards, it is the newest version that matches.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImageRecipe.html">GetImageRecipe</a>
 */
public final class GetImageRecipe implements Operation {

    private final Account account;

    public GetImageRecipe(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "imageRecipeArn");
        Resource recipe = account.recipes().find(arn).orElseThrow(() -> Documents.unknown(arn));
        ObjectNode answer = Json.object();
        answer.set("imageRecipe", recipe.document());
        answer.set(
                "latestVersionReferences",
                VersionReferences.to(Recipes.versionless(recipe.arn()), Recipes.version(recipe)));
        return answer;
    }
}

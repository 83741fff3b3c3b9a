package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
import static emulators.imagebuilder.operation.CommonShapes.NAME;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY;
import static emulators.imagebuilder.operation.CommonShapes.TAGS;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Recipes;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.SemanticVersion;
import emulators.imagebuilder.account.VersionPattern;
import emulators.imagebuilder.shape.Flag;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import java.util.Locale;

/**
 * Keeps a new version of a recipe. Wildcards at the end of its version take the next free number.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImageRecipe.html">CreateImageRecipe</a>
 */
public final class CreateImageRecipe implements Operation {

    private static final Structure INPUT = Structure.empty()
            .requires("name", NAME)
            .allows("description", NON_EMPTY)
            .requires("semanticVersion", Text.matching("(?:[0-9]+|x)\\.(?:[0-9]+|x)\\.(?:[0-9]+|x)"))
            .allows("components", RecipeShapes.COMPONENTS)
            .requires("parentImage", NON_EMPTY)
            .allows("blockDeviceMappings", RecipeShapes.BLOCK_DEVICES)
            .allows("tags", TAGS)
            .allows("workingDirectory", NON_EMPTY)
            .allows("additionalInstanceConfiguration", RecipeShapes.INSTANCE)
            .allows("amiTags", TAGS)
            .requires("clientToken", CLIENT_TOKEN)
            .allows("amiWatermarks", RecipeShapes.WATERMARKS)
            .allows("dryRun", new Flag());

    private final Account account;

    public CreateImageRecipe(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.put("CreateImageRecipe");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        RecipeShapes.check(input);
        String name = Stored.text(input, "name");
        SemanticVersion version = version(name, Stored.text(input, "semanticVersion"));
        String arn = account.arns().imageRecipe(name, version);
        Stored.requireNew(account.recipes().resources(), arn);
        Stored.endDryRun(input);
        ObjectNode document = Stored.document(arn, input, account.now())
                .put("version", version.toString())
                .put("type", "AMI")
                .put("owner", account.id())
                .put("platform", platform(Stored.text(input, "parentImage")));
        document.remove("semanticVersion");
        account.recipes().resources().add(new Resource(account.nextSequence(), arn, document));
        ObjectNode answer = Json.object().put("imageRecipeArn", arn);
        answer.set("latestVersionReferences", VersionReferences.to(Recipes.versionless(arn), version));
        return answer;
    }

    private SemanticVersion version(String name, String asked) {
        return VersionPattern.parse(asked)
                .flatMap(pattern -> pattern.next(account.recipes()
                        .versionsOf(Recipes.versionless(account.arns().imageRecipe(name, asked)))))
                .orElseThrow(() -> new Refusal(
                        ServiceError.INVALID_VERSION_NUMBER,
                        asked + " is no version: nodes go to 1073741823, and after a wildcard come only wildcards."));
    }

    /** The emulator cannot look into images; their names tell enough. */
    private static String platform(String parentImage) {
        String name = parentImage.toLowerCase(Locale.ROOT);
        if (name.contains("windows")) {
            return "Windows";
        }
        return name.contains("macos") ? "macOS" : "Linux";
    }
}

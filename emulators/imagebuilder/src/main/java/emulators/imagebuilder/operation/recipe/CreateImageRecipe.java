package emulators.imagebuilder.operation.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Recipes;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.SemanticVersion;
import emulators.imagebuilder.account.VersionPattern;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.ServiceError;
import emulators.imagebuilder.operation.VersionReferences;
import emulators.wire.shape.Json;
import java.util.Locale;

/**
 * Creates a version of a recipe. Wildcards at the end of its version become the next free number.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImageRecipe.html">CreateImageRecipe</a>
 */
public final class CreateImageRecipe implements Operation {

    private final Account account;

    public CreateImageRecipe(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        VolumeRules.check(input);
        String name = Documents.text(input, "name");
        SemanticVersion version = version(name, Documents.text(input, "semanticVersion"));
        String arn = account.arns().imageRecipe(name, version);
        Documents.requireNew(account.recipes().resources(), arn);
        Documents.endDryRun(input);
        ObjectNode document = Documents.document(arn, input, account.now())
                .put("version", version.toString())
                .put("type", "AMI")
                .put("owner", account.id())
                .put("platform", platform(Documents.text(input, "parentImage")));
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
                .orElseThrow(
                        () -> ServiceError.INVALID_VERSION_NUMBER.exception(
                                "Invalid version \"" + asked
                                        + "\": expected three numbers up to 1073741823, the last ones may be x, and one must be free."));
    }

    /** Guesses the platform from the name, because the emulator has no parent images. */
    private static String platform(String parentImage) {
        String name = parentImage.toLowerCase(Locale.ROOT);
        if (name.contains("windows")) {
            return "Windows";
        }
        return name.contains("macos") ? "macOS" : "Linux";
    }
}

package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image recipe as a request names it: the ARN of one version, or one that ends with wildcards and means the newest version
 * that they match: {@code x.x.x}, {@code 1.x.x} or {@code 1.0.x}.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html">semantic versioning
 *     in Image Builder</a>
 */
public record RecipeReference(String text, Region region) {
    private static final String EXPECTED =
            "the ARN of an image recipe and a version of it, such as 1.0.0, 1.0.x or x.x.x";
    private static final Pattern WILDCARDS = Pattern.compile("/(?:x\\.x\\.x|[0-9]+\\.x\\.x|[0-9]+\\.[0-9]+\\.x)$");

    /** @throws MalformedException also for a container recipe */
    public static RecipeReference parse(String text) {
        ResourceArn arn = ResourceArn.parseRecipe(EXPECTED, text);
        if (!WILDCARDS.matcher(text).find()) {
            try {
                RecipeArn.parse(text);
            } catch (MalformedException e) {
                throw new MalformedException(EXPECTED, text);
            }
        }
        return new RecipeReference(text, arn.region());
    }

    /** Names exactly this version. */
    public static RecipeReference to(RecipeArn recipe) {
        return new RecipeReference(recipe.toString(), recipe.region());
    }

    /** Empty when there are wildcards. */
    public Optional<RecipeArn> exactly() {
        return WILDCARDS.matcher(text).find() ? Optional.empty() : Optional.of(RecipeArn.parse(text));
    }

    public boolean matches(RecipeArn recipe) {
        int version = text.lastIndexOf('/') + 1;
        String versions = text.substring(version).replace(".", "\\.").replace("x", "[0-9]+");
        String other = recipe.toString();
        return other.startsWith(text.substring(0, version))
                && other.substring(version).matches(versions);
    }

    @Override
    public String toString() {
        return text;
    }
}

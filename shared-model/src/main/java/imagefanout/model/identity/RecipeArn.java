package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import imagefanout.model.OrderedByText;
import java.util.List;

/** One version of an image recipe: {@code arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0}. */
public record RecipeArn(String partition, Region region, AccountId account, String name, SemanticVersion version)
        implements OrderedByText<RecipeArn> {

    /** @throws MalformedException also for a version with wildcards and for a container recipe */
    public static RecipeArn parse(String text) {
        String expected = "the ARN of an image recipe and one version of it, without wildcards";
        ResourceArn arn = ResourceArn.parseRecipe(expected, text);
        String version = arn.rest().get(0);
        if (version.contains("x")) {
            throw new MalformedException(expected, text);
        }
        return new RecipeArn(arn.partition(), arn.region(), arn.account(), arn.name(), SemanticVersion.parse(version));
    }

    /** Another version of the same recipe. */
    public RecipeArn at(SemanticVersion other) {
        return new RecipeArn(partition, region, account, name, other);
    }

    @Override
    public String toString() {
        return new ResourceArn(partition, region, account, "image-recipe", name, List.of(version.toString()))
                .toString();
    }
}

package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.recipe.ImageRecipe;
import imagefanout.model.recipe.Recipes;
import imagefanout.model.recipe.VersionTakenException;
import imagefanout.model.recipe.VolumeChange;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.imagebuilder.model.CreateImageRecipeRequest;
import software.amazon.awssdk.services.imagebuilder.model.Filter;
import software.amazon.awssdk.services.imagebuilder.model.ListImageRecipesResponse;

/**
 * Calls the service in the Region of each ARN.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImageRecipe.html">GetImageRecipe</a>
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImageRecipe.html">CreateImageRecipe</a>
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageRecipes.html">ListImageRecipes</a>
 */
public final class SdkRecipes implements Recipes {
    private static final int MAX_PER_PAGE = 25;

    private final ImageBuilderCalls calls;

    /** @param deadline of the invocation: no call outlasts it */
    public SdkRecipes(ImageBuilderClients clients, Deadline deadline) {
        this.calls = new ImageBuilderCalls(clients, deadline);
    }

    @Override
    public ImageRecipe recipe(RecipeArn arn) {
        return newest(RecipeReference.to(arn));
    }

    @Override
    public ImageRecipe newest(RecipeReference reference) {
        String text = reference.text();
        try {
            RawAnswer answer = calls.callRaw(
                    "GetImageRecipe",
                    text,
                    reference.region(),
                    (client, bounds) ->
                            client.getImageRecipe(r -> r.imageRecipeArn(text).overrideConfiguration(bounds)));
            return RecipeAnswer.recipe(reference, answer.object("imageRecipe"));
        } catch (RefusedException e) {
            throw e.orUnknown(reference);
        }
    }

    /** The list's filter needs the recipe's name; the name in its ARN is a normalized form. */
    @Override
    public SortedSet<SemanticVersion> versions(ImageRecipe recipe) {
        RecipeArn arn = recipe.arn();
        String name = CanonicalJson.parse(recipe.settings().json()).path("name").asText();
        AnswerParser parser = new AnswerParser("ListImageRecipes of " + name);
        return calls
                .callPages(
                        "ListImageRecipes",
                        name,
                        arn.region(),
                        token -> (client, bounds) -> client.listImageRecipes(r -> r.owner("Self")
                                .filters(Filter.builder()
                                        .name("name")
                                        .values(name)
                                        .build())
                                .maxResults(MAX_PER_PAGE)
                                .nextToken(token)
                                .overrideConfiguration(bounds)),
                        ListImageRecipesResponse::nextToken)
                .stream()
                .flatMap(page -> page.imageRecipeSummaryList().stream())
                .map(summary -> parser.required("imageRecipeSummaryList.arn", summary.arn(), RecipeArn::parse))
                .filter(listed -> listed.at(arn.version()).equals(arn))
                .map(RecipeArn::version)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public ImageRecipe successor(ImageRecipe recipe, SemanticVersion version, List<VolumeChange> changes) {
        JsonNode settings = CanonicalJson.parse(recipe.settings().json());
        for (VolumeChange change : changes) {
            ObjectNode ebs = (ObjectNode)
                    settings.path("blockDeviceMappings").path(change.device()).required("ebs");
            ebs.put("volumeType", change.type().toString());
            set(ebs, "iops", change.iops());
            set(ebs, "throughput", change.throughput());
        }
        return RecipeAnswer.recipe(recipe.arn().at(version), settings, recipe.unknownSettings());
    }

    private static void set(ObjectNode ebs, String member, OptionalInt number) {
        if (number.isPresent()) {
            ebs.put(member, number.getAsInt());
        } else {
            ebs.remove(member);
        }
    }

    @Override
    public void create(ImageRecipe recipe) {
        String arn = recipe.arn().toString();
        CreateImageRecipeRequest.Builder request = CreateImageRecipeRequest.builder();
        SdkJson.read(CanonicalJson.parse(recipe.settings().json()), request);
        request.semanticVersion(recipe.arn().version().toString()).clientToken(clientToken(recipe));
        try {
            String created = calls.call(
                            "CreateImageRecipe",
                            arn,
                            recipe.arn().region(),
                            (client, bounds) -> client.createImageRecipe(
                                    request.overrideConfiguration(bounds).build()))
                    .imageRecipeArn();
            if (!arn.equals(created)) {
                throw new AnswerParser("CreateImageRecipe of " + arn)
                        .malformed(
                                "imageRecipeArn", new IllegalStateException("another version was created: " + created));
            }
        } catch (RefusedException e) {
            if (e.code().equals("ResourceAlreadyExistsException")) {
                throw new VersionTakenException(recipe.arn(), e);
            }
            throw e;
        }
    }

    /**
     * Derived from the request, so that sending it again changes nothing, even from another invocation.
     *
     * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html">ensuring idempotency</a>
     */
    private static String clientToken(ImageRecipe recipe) {
        Digest.Builder request = Digest.of("request").add(recipe.arn().toString());
        return request.add(recipe.settings().json()).end().hex();
    }
}

package emulators.imagebuilder.operation.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Filters;
import emulators.imagebuilder.operation.Listing;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.shape.Json;
import java.util.List;

/**
 * Lists recipes, newest first. All are the account's own.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageRecipes.html">ListImageRecipes</a>
 */
public final class ListImageRecipes implements Operation {

    private static final Filters<Resource> FILTERS = new Filters<Resource>()
            .by("name", resource -> Json.text(resource.document(), "name"))
            .by("parentImage", resource -> Json.text(resource.document(), "parentImage"))
            .by("platform", resource -> Json.text(resource.document(), "platform"));

    private final Account account;
    private final Pages pages;

    public ListImageRecipes(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        List<Resource> all = account.recipes().resources().newestFirst().stream()
                .filter(recipe -> Listing.wantsOwn(input))
                .filter(FILTERS.in(input))
                .toList();
        return pages.page(name(), input, all, "imageRecipeSummaryList", ListImageRecipes::summary);
    }

    private static ObjectNode summary(Resource recipe) {
        ObjectNode summary = Json.object();
        Json.copy(recipe.document(), summary, "arn", "name", "platform", "owner", "parentImage", "dateCreated", "tags");
        return summary;
    }
}

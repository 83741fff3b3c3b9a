package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
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

    private static final Structure INPUT = Listing.INPUT_WITH_OWNER;

    private final Account account;
    private final Pages pages;

    public ListImageRecipes(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public Route route() {
        return Route.post("ListImageRecipes");
    }

    @Override
    public Structure input() {
        return INPUT;
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

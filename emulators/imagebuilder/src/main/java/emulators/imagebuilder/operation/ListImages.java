package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.shape.Flag;
import emulators.imagebuilder.shape.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the versions of images, newest first; by name, the newest version of each. A version whose builds are all
 * deprecated is left out unless asked for.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImages.html">ListImages</a>
 */
public final class ListImages implements Operation {

    private static final Structure INPUT =
            Listing.INPUT_WITH_OWNER.allows("byName", new Flag()).allows("includeDeprecated", new Flag());

    private final Account account;
    private final Pages pages;

    public ListImages(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public Route route() {
        return Route.post("ListImages");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        boolean byName = input.path("byName").asBoolean();
        Map<String, Image> versions = new LinkedHashMap<>();
        account.images().newestFirst().stream()
                .filter(image -> Listing.wantsOwn(input))
                .filter(image -> image.status() != ImageStatus.DEPRECATED
                        || input.path("includeDeprecated").asBoolean())
                .filter(ImageView.filters().in(input))
                .forEach(image -> versions.putIfAbsent(byName ? image.versionlessArn() : image.versionArn(), image));
        return pages.page(
                name(),
                input,
                List.copyOf(versions.values()),
                "imageVersionList",
                new ImageView(account.id())::version);
    }
}

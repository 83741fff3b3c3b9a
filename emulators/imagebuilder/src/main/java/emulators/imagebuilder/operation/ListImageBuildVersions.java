package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.IMAGE_VERSION_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
import java.util.List;
import java.util.Optional;

/**
 * Lists builds, newest first: those of one version, or all.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageBuildVersions.html">ListImageBuildVersions</a>
 */
public final class ListImageBuildVersions implements Operation {

    private static final Structure INPUT = Listing.INPUT.allows("imageVersionArn", IMAGE_VERSION_ARN);

    private final Account account;
    private final Pages pages;

    public ListImageBuildVersions(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public Route route() {
        return Route.post("ListImageBuildVersions");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Optional<String> versionArn = Json.text(input, "imageVersionArn");
        List<Image> all = account.images().newestFirst().stream()
                .filter(image -> versionArn.isEmpty() || versionArn.get().equals(image.versionArn()))
                .filter(ImageView.filters().in(input))
                .toList();
        return pages.page(name(), input, all, "imageSummaryList", new ImageView(account.id())::summary);
    }
}

package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Optional;

/**
 * Lists builds, newest first: those of one version, or all.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageBuildVersions.html">ListImageBuildVersions</a>
 */
public final class ListImageBuildVersions implements Operation {

    private final Account account;
    private final Pages pages;

    public ListImageBuildVersions(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Optional<String> versionArn = Json.text(input, "imageVersionArn");
        List<Image> all = versionArn
                .map(account.images()::ofVersion)
                .orElseGet(account.images()::newestFirst)
                .filter(ImageView.filters().in(input))
                .toList();
        return pages.page(name(), input, all, "imageSummaryList", new ImageView(account.id())::summary);
    }
}

package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.account.Images;
import emulators.imagebuilder.operation.Listing;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lists the versions of images, newest first; with {@code byName}, only the newest version of each. Omits a version whose builds are all deprecated, unless the request includes deprecated images.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImages.html">ListImages</a>
 */
public final class ListImages implements Operation {

    private final Account account;
    private final Pages pages;

    public ListImages(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        boolean byName = input.path("byName").asBoolean();
        Map<String, Image> versions = new LinkedHashMap<>();
        images(input)
                .olderThan(Long.MAX_VALUE)
                .filter(image -> image.status() != ImageStatus.DEPRECATED
                        || input.path("includeDeprecated").asBoolean())
                .filter(ImageView.filters().in(input))
                .forEach(image -> versions.putIfAbsent(byName ? image.versionlessArn() : image.versionArn(), image));
        return pages.page(
                name(),
                input,
                sequence -> versions.values().stream().filter(image -> image.sequence() < sequence),
                "imageVersionList",
                new ImageView(account.arns())::version);
    }

    private Images images(ObjectNode input) {
        if (Listing.wantsOwn(input)) {
            return account.images();
        }
        return input.get("owner").textValue().equals("Amazon") ? account.amazonImages() : new Images();
    }
}

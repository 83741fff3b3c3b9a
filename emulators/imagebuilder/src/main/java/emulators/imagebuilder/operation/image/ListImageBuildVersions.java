package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.shape.Json;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists the builds of one version, or all builds, newest first.
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
        Predicate<Image> passes = ImageView.filters().in(input);
        return pages.page(
                name(),
                input,
                sequence -> versionArn
                        .map(arn -> account.imagesBeside(arn).ofVersion(arn, sequence))
                        .orElseGet(() -> account.images().olderThan(sequence))
                        .filter(passes),
                "imageSummaryList",
                new ImageView(account.arns())::summary);
    }
}

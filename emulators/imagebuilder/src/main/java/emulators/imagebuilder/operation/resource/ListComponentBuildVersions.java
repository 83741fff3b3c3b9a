package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Optional;

/**
 * Lists the builds of a component version, newest first; without a version, the builds of all components.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListComponentBuildVersions.html">ListComponentBuildVersions</a>
 */
final class ListComponentBuildVersions implements Operation {

    private final Account account;
    private final Pages pages;

    ListComponentBuildVersions(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Optional<String> version = Json.text(input, "componentVersionArn");
        return pages.page(
                name(),
                input,
                sequence -> account.resources(ResourceKind.COMPONENT)
                        .olderThan(sequence)
                        .filter(component ->
                                version.isEmpty() || component.versionArn().equals(version.get())),
                "componentSummaryList",
                ListComponentBuildVersions::summary);
    }

    private static ObjectNode summary(Resource component) {
        return component.document().deepCopy().without(List.of("data", "encrypted", "kmsKeyId"));
    }
}

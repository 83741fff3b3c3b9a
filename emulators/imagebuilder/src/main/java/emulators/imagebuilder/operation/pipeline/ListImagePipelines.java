package emulators.imagebuilder.operation.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Filters;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.shape.Json;
import java.util.List;

/**
 * Lists pipelines, newest first.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImagePipelines.html">ListImagePipelines</a>
 */
public final class ListImagePipelines implements Operation {

    private static final Filters<Resource> FILTERS = new Filters<Resource>()
            .by("description", resource -> Json.text(resource.document(), "description"))
            .by(
                    "distributionConfigurationArn",
                    resource -> Json.text(resource.document(), "distributionConfigurationArn"))
            .by("imageRecipeArn", resource -> Json.text(resource.document(), "imageRecipeArn"))
            .by(
                    "infrastructureConfigurationArn",
                    resource -> Json.text(resource.document(), "infrastructureConfigurationArn"))
            .by("name", resource -> Json.text(resource.document(), "name"))
            .by("status", resource -> Json.text(resource.document(), "status"));

    private final Account account;
    private final Pages pages;

    public ListImagePipelines(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        List<Resource> all = account.pipelines().newestFirst().stream()
                .filter(FILTERS.in(input))
                .toList();
        return pages.page(name(), input, all, "imagePipelineList", new PipelineView(account.images())::of);
    }
}

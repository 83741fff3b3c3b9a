package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.PIPELINE_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.shape.Structure;
import java.util.List;
import java.util.Optional;

/**
 * Lists the builds that a pipeline made, newest first.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImagePipelineImages.html">ListImagePipelineImages</a>
 */
public final class ListImagePipelineImages implements Operation {

    private static final Filters<Image> FILTERS = new Filters<Image>()
            .by("name", image -> Optional.of(image.name()))
            .by("version", image -> Optional.of(image.version().toString()));

    private static final Structure INPUT = Listing.INPUT.requires("imagePipelineArn", PIPELINE_ARN);

    private final Account account;
    private final Pages pages;

    public ListImagePipelineImages(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public Route route() {
        return Route.post("ListImagePipelineImages");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String pipelineArn = Stored.text(input, "imagePipelineArn");
        if (!account.pipelines().has(pipelineArn)) {
            throw Stored.notFound(pipelineArn);
        }
        List<Image> all = account.images().newestFirst().stream()
                .filter(image -> image.pipelineArn().filter(pipelineArn::equals).isPresent())
                .filter(FILTERS.in(input))
                .toList();
        return pages.page(name(), input, all, "imageSummaryList", new ImageView(account.id())::summary);
    }
}

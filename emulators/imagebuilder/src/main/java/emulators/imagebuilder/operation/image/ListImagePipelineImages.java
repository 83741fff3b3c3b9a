package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Filters;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists the builds of a pipeline, newest first.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImagePipelineImages.html">ListImagePipelineImages</a>
 */
public final class ListImagePipelineImages implements Operation {

    private static final Filters<Image> FILTERS = new Filters<Image>()
            .by("name", image -> Optional.of(image.name()))
            .by("version", image -> Optional.of(image.version().toString()));

    private final Account account;
    private final Pages pages;

    public ListImagePipelineImages(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String pipelineArn = Documents.text(input, "imagePipelineArn");
        if (!account.pipelines().has(pipelineArn)) {
            throw Documents.notFound(pipelineArn);
        }
        Predicate<Image> passes = FILTERS.in(input);
        return pages.page(
                name(),
                input,
                sequence -> account.images().ofPipeline(pipelineArn, sequence).filter(passes),
                "imageSummaryList",
                new ImageView(account.arns())::summary);
    }
}

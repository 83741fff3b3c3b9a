package imagefanout.imagebuilder;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.imagebuilder.model.Filter;
import software.amazon.awssdk.services.imagebuilder.model.ImagePipeline;
import software.amazon.awssdk.services.imagebuilder.model.ListImagePipelinesResponse;

/** ListImagePipelines by what the pipelines use. */
final class PipelineLists {
    private static final int MAX_PER_PAGE = 25;

    private PipelineLists() {}

    /**
     * Lists the pipelines that use a resource.
     *
     * @param filter the name of the filter, such as {@code imageRecipeArn}
     * @param arn the resource
     * @param matching checks each pipeline again: a filter of the service that did nothing must not be taken for one
     */
    static SortedSet<PipelineArn> using(
            ImageBuilderCalls calls, Region region, String filter, String arn, Predicate<ImagePipeline> matching) {
        AnswerParser parser = new AnswerParser("ListImagePipelines of " + arn);
        return calls
                .callPages(
                        "ListImagePipelines",
                        arn,
                        region,
                        token -> (client, bounds) -> client.listImagePipelines(r -> r.filters(Filter.builder()
                                        .name(filter)
                                        .values(arn)
                                        .build())
                                .maxResults(MAX_PER_PAGE)
                                .nextToken(token)
                                .overrideConfiguration(bounds)),
                        ListImagePipelinesResponse::nextToken)
                .stream()
                .flatMap(page -> page.imagePipelineList().stream())
                .filter(matching)
                .map(pipeline -> parser.required("imagePipelineList.arn", pipeline.arn(), PipelineArn::parse))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

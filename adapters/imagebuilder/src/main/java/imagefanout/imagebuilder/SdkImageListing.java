package imagefanout.imagebuilder;

import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.ListedPipeline;
import imagefanout.model.listing.PageToken;
import imagefanout.model.listing.PageTooLargeException;
import imagefanout.model.listing.StalePageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.imagebuilder.model.ImagePipeline;
import software.amazon.awssdk.services.imagebuilder.model.ImageSummary;
import software.amazon.awssdk.services.imagebuilder.model.ListImageBuildVersionsResponse;
import software.amazon.awssdk.services.imagebuilder.model.ListImagePipelineImagesResponse;
import software.amazon.awssdk.services.imagebuilder.model.ListImagePipelinesResponse;
import software.amazon.awssdk.services.imagebuilder.model.ListImagesResponse;
import software.amazon.awssdk.services.imagebuilder.model.Ownership;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParseException;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Calls the service in the Region of each list. Reading a page of builds that would not fit in memory is aborted.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImagePipelineImages.html">ListImagePipelineImages</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageBuildVersions.html">ListImageBuildVersions</a>
 */
public final class SdkImageListing implements ImageListing {
    /**
     * An answer of 40 MB has about 210,000 AMIs and needs 210 MB of memory. Five builds of 30,000 AMIs have 29 MB; seven exceed
     * the limit.
     */
    private static final long MAX_BYTES = 40_000_000;

    private final ImageBuilderCalls calls;

    /** @param deadline of the invocation: no call outlasts it */
    public SdkImageListing(ImageBuilderClients clients, Deadline deadline) {
        this.calls = new ImageBuilderCalls(clients, deadline);
    }

    @Override
    public ResultPage<ListedPipeline, PageToken> pipelines(Region region, Optional<PageToken> from) {
        ListImagePipelinesResponse answer = call(
                "ListImagePipelines",
                region.value(),
                region,
                ListImagePipelinesResponse.builder(),
                (client, bounds) ->
                        client.listImagePipelines(r -> r.nextToken(text(from)).overrideConfiguration(bounds)));
        AnswerParser parser = new AnswerParser("ListImagePipelines of " + region);
        List<ListedPipeline> pipelines = answer.imagePipelineList().stream()
                .map(pipeline -> pipeline(pipeline, parser))
                .filter(pipeline -> pipeline.arn().region().equals(region))
                .toList();
        return new ResultPage<>(pipelines, next(answer.nextToken()));
    }

    private static ListedPipeline pipeline(ImagePipeline pipeline, AnswerParser parser) {
        PipelineArn arn = parser.required("imagePipelineList.arn", pipeline.arn(), PipelineArn::parse);
        Optional<Instant> lastRun =
                parser.optional("imagePipelineList.dateLastRun", pipeline.dateLastRun(), AnswerParser::instant);
        // Not its next run: that changes without a build.
        Digest fingerprint = Digest.of("pipeline")
                .add(Optional.ofNullable(pipeline.dateLastRun()))
                .add(Optional.ofNullable(pipeline.dateUpdated()))
                .add(Optional.ofNullable(pipeline.dateCreated()))
                .end();
        return new ListedPipeline(arn, fingerprint, lastRun);
    }

    @Override
    public ResultPage<ImageVersionArn, PageToken> imageVersions(Region region, Optional<PageToken> from) {
        ListImagesResponse answer = call(
                "ListImages",
                region.value(),
                region,
                ListImagesResponse.builder(),
                (client, bounds) -> client.listImages(r -> r.owner(Ownership.SELF)
                        .includeDeprecated(true)
                        .nextToken(text(from))
                        .overrideConfiguration(bounds)));
        AnswerParser parser = new AnswerParser("ListImages of " + region);
        List<ImageVersionArn> versions = answer.imageVersionList().stream()
                .map(version -> parser.required("imageVersionList.arn", version.arn(), ImageVersionArn::parse))
                .filter(version -> version.image().region().equals(region))
                .toList();
        return new ResultPage<>(versions, next(answer.nextToken()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>{@code imageVersionArn} is optional in newer models of the API. A service with an older one refuses the request, and so
     * does IAM, unless the action is allowed for all resources.
     */
    @Override
    public ListedBuilds allBuilds(Region region, Optional<PageToken> from, int size) {
        ListImageBuildVersionsResponse answer = buildVersions(region, Optional.empty(), from, size);
        // Not documented: it might list images of AWS, too.
        List<ImageSummary> own = answer.imageSummaryList().stream()
                .filter(build -> build.arn() == null || !build.arn().contains(":aws:image/"))
                .toList();
        return builds("ListImageBuildVersions of " + region, own, answer.nextToken());
    }

    @Override
    public ListedBuilds builds(ImageVersionArn version, Optional<PageToken> from, int size) {
        try {
            ListImageBuildVersionsResponse answer =
                    buildVersions(version.image().region(), Optional.of(version.toString()), from, size);
            return builds("ListImageBuildVersions of " + version, answer.imageSummaryList(), answer.nextToken());
        } catch (RefusedException e) {
            // Not in the API model of this operation. It would mean that the version has no builds.
            if (e.meansNotFound()) {
                return new ListedBuilds(List.of(), List.of(), Optional.empty());
            }
            throw e;
        }
    }

    /** @param version its ARN; empty: the builds of all versions */
    private ListImageBuildVersionsResponse buildVersions(
            Region region, Optional<String> version, Optional<PageToken> from, int size) {
        return call(
                "ListImageBuildVersions",
                version.orElse(region.value()),
                region,
                ListImageBuildVersionsResponse.builder(),
                (client, bounds) -> client.listImageBuildVersions(r -> r.imageVersionArn(version.orElse(null))
                        .maxResults(size)
                        .nextToken(text(from))
                        .overrideConfiguration(AnswerLimit.in(bounds, MAX_BYTES))));
    }

    @Override
    public ListedBuilds builds(PipelineArn pipeline, Optional<PageToken> from, int size) {
        String arn = pipeline.toString();
        try {
            ListImagePipelineImagesResponse answer = call(
                    "ListImagePipelineImages",
                    arn,
                    pipeline.region(),
                    ListImagePipelineImagesResponse.builder(),
                    (client, bounds) -> client.listImagePipelineImages(r -> r.imagePipelineArn(arn)
                            .maxResults(size)
                            .nextToken(text(from))
                            .overrideConfiguration(AnswerLimit.in(bounds, MAX_BYTES))));
            return builds("ListImagePipelineImages of " + arn, answer.imageSummaryList(), answer.nextToken());
        } catch (RefusedException e) {
            throw e.orUnknown(pipeline);
        }
    }

    private static ListedBuilds builds(String call, List<ImageSummary> answered, String nextToken) {
        AnswerParser parser = new AnswerParser(call);
        List<imagefanout.model.image.ImageSummary> builds = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (ImageSummary summary : answered) {
            try {
                builds.add(build(summary, parser));
            } catch (ImageBuilderException e) {
                unreadable.add(summary.arn() + ": " + e.getMessage());
            }
        }
        return new ListedBuilds(builds, unreadable, next(nextToken));
    }

    private static imagefanout.model.image.ImageSummary build(ImageSummary summary, AnswerParser parser) {
        ImageBuildArn arn = parser.required("arn", summary.arn(), ImageBuildArn::parse);
        return new imagefanout.model.image.ImageSummary(
                arn,
                ImageAnswer.state(summary.state(), parser),
                ImageAnswer.reason(summary.state()),
                ImageAnswer.createdAt(summary.dateCreated(), parser),
                OutputAmis.of(summary.outputResources(), arn.account(), parser).amis());
    }

    /** A page with a member of another type than the SDK's model has is requested again, and read without that member. */
    private <T, B extends SdkPojo & SdkBuilder<B, T>> T call(
            String operation, String subject, Region region, B model, ImageBuilderCalls.BoundedRequest<T> request) {
        try {
            return calls.call(operation, subject, region, request);
        } catch (RefusedException e) {
            throw e.code().equals("InvalidPaginationTokenException") ? new StalePageException(e.getMessage(), e) : e;
        } catch (ImageBuilderException e) {
            if (isCausedBy(AnswerLimit.AnswerTooLargeException.class, e)) {
                throw new PageTooLargeException(e.getMessage(), e);
            }
            if (isCausedBy(JsonParseException.class, e)) {
                return calls.callTolerantly(operation, subject, region, model, request)
                        .parsed();
            }
            throw e;
        }
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, ImageBuilderException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(type::isInstance);
    }

    private static String text(Optional<PageToken> from) {
        return from.map(PageToken::value).orElse(null);
    }

    private static Optional<PageToken> next(String token) {
        return AnswerParser.text(token).map(PageToken::new);
    }
}

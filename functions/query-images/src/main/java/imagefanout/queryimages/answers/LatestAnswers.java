package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.Access;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.Latest.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.answers.OpenLineages;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the AMIs that an account should use: those of one pipeline or image, or of all. */
record LatestAnswers(AnswerSources sources) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 50;

    /** @param judgedBy present together with {@code at} */
    record LatestAmis(
            @JsonUnwrapped LineageAnswers.LineageReference lineage,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<ChannelName> channel,
            AccountId accountId,
            boolean membershipKnown,
            Optional<Instant> lookedBackTo,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Instant> at,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> judgedBy,
            List<AmiView> items,
            Optional<Instant> recordedAt) {
        private static LatestAmis of(
                Lineage lineage,
                Optional<Channel> channel,
                AccountId account,
                Membership membership,
                Latest latest,
                Optional<Instant> at) {
            List<AmiView> items = views(latest);
            return new LatestAmis(
                    LineageAnswers.LineageReference.of(lineage),
                    channel.map(Channel::name),
                    account,
                    membership.isKnown(),
                    latest.lookedBackTo(),
                    at,
                    at.map(instant -> NoImageToUse.JUDGED_BY),
                    items,
                    PageView.oldest(items.stream(), AmiView::recordedAt));
        }
    }

    record AccountAmis(
            AccountId accountId,
            boolean membershipKnown,
            @JsonUnwrapped PageView<LineageAmis> page) {}

    /** The AMI to use in one Region. */
    record AmiView(
            Region region,
            AmiId amiId,
            Access access,
            @JsonUnwrapped BuildView.BuildReference build,
            Instant recordedAt) {
        private static AmiView of(LatestAmi latest) {
            RecordedBuild recorded = latest.recorded();
            BuildView.BuildReference build = BuildView.BuildReference.of(recorded.build());
            return new AmiView(latest.region(), latest.ami(), latest.access(), build, recorded.recordedAt());
        }
    }

    /** {@code pipelineArn} is null for an image without a pipeline, {@code imageArn} for a pipeline. */
    record LineageAmis(String name, Optional<Lineage> pipelineArn, Optional<Lineage> imageArn, List<AmiView> amis) {}

    private record LatestOfLineage(Lineage lineage, Latest latest) {
        private LineageAmis view() {
            LineageAnswers.LineageReference reference = LineageAnswers.LineageReference.of(lineage);
            return new LineageAmis(lineage.name(), reference.pipelineArn(), reference.imageArn(), views(latest));
        }
    }

    ApiAnswer latest(ApiRequest request) {
        Optional<Region> region = request.query("region", Region::new);
        Optional<AccountId> requested = request.query("account", AccountId::new);
        Optional<Instant> at = request.instant("at");
        boolean plainText = request.prefers("text/plain");
        if (plainText && region.isEmpty()) {
            throw ProblemException.invalid(
                    "region", "Missing parameter region: a text/plain answer is one AMI ID, so it needs one Region.");
        }
        NamedLineage named = lineages().find(request);
        Lineage lineage = named.arn();
        AccountId account = requested.orElse(lineage.account());
        Membership membership = Membership.among(named.openedTo(), account, sources.registry());
        Optional<Channel> channel = ChannelAnswers.chosen(request)
                .map(name -> ChannelAnswers.find(sources.channels(), (PipelineArn) lineage, name, at));
        Latest latest = channel.map(Channel::promotions)
                .map(promotions -> images().of(lineage, account, membership.audiences(), region, promotions))
                .orElseGet(() -> images().of(lineage, account, membership.audiences(), region, at));
        if (latest.amis().isEmpty()) {
            throw new NoImageToUse(sources, lineage, account, region, at, channel).problem(latest, membership);
        }
        LatestAmis answer = LatestAmis.of(lineage, channel, account, membership, latest, at);
        return plainText
                ? ApiAnswer.Document.plain(answer.items().get(0).amiId() + "\n", answer.judgedBy())
                : new ApiAnswer.Data(answer);
    }

    AccountAmis ofAccount(ApiRequest request) {
        AccountId account = request.path("accountId", AccountId::new);
        Optional<Region> region = request.query("region", Region::new);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<Lineage> after = request.cursor(parts -> Lineage.parse(parts[0]));
        Optional<NamedLineage> one = named(request);

        Membership membership = one.map(named -> Membership.among(named.openedTo(), account, sources.registry()))
                .orElseGet(() -> Membership.of(account, sources.registry()));
        ResultPage<LatestOfLineage, Lineage> page = one.map(named -> ofNamed(named.arn(), account, membership, region))
                .orElseGet(() -> ofOpen(account, membership, region, after, limit));
        List<LineageAmis> items = items(page);
        return new AccountAmis(
                account,
                membership.isKnown(),
                new PageView<>(items, limit, page.next().map(request::cursorTo), recordedAt(items)));
    }

    /** The pipeline or the image that the request names. */
    private Optional<NamedLineage> named(ApiRequest request) {
        Optional<String> pipeline = request.query("pipeline", ApiRequest::name)
                .or(() -> request.query("pipelineArn", PipelineArn::parse).map(PipelineArn::name));
        Optional<String> image = request.query("image", ApiRequest::name)
                .or(() -> request.query("imageArn", ImageArn::parse).map(ImageArn::name));
        if (pipeline.isPresent() && image.isPresent()) {
            throw ProblemException.invalid("image", "Invalid image: expected a pipeline or an image, not both.");
        }
        return pipeline.map(name -> lineages().pipeline(request, name))
                .or(() -> image.map(name -> lineages().image(request, name)));
    }

    private ResultPage<LatestOfLineage, Lineage> ofNamed(
            Lineage lineage, AccountId account, Membership membership, Optional<Region> region) {
        Latest latest = images().of(lineage, account, membership.audiences(), region, Optional.<Instant>empty());
        return new ResultPage<>(List.of(new LatestOfLineage(lineage, latest)), Optional.empty());
    }

    private ResultPage<LatestOfLineage, Lineage> ofOpen(
            AccountId account, Membership membership, Optional<Region> region, Optional<Lineage> after, int limit) {
        return new OpenLineages(sources.catalog())
                .of(account, membership.audiences(), region, after, limit)
                .map(found -> new LatestOfLineage(found.lineage(), images().of(found, region)));
    }

    /**
     * @param amis those of {@code items}
     * @param more whether the account may launch AMIs of further pipelines and images, which were not read
     */
    record AccountLatest(List<LineageAmis> items, List<LatestAmi> amis, boolean more) {
        /** Whether a build of this distribution configuration reached the account in the Region. */
        boolean isFrom(DistributionConfigurationArn configuration, Region region) {
            Optional<String> arn = Optional.of(configuration.toString());
            return amis.stream().filter(ami -> ami.region().equals(region)).anyMatch(ami -> ami.recorded()
                    .build()
                    .distributionConfigurationArn()
                    .equals(arn));
        }
    }

    /** The AMIs that the account should use, of the first {@value #DEFAULT_LIMIT} pipelines and images that it may launch. */
    AccountLatest first(AccountId account) {
        Membership membership = Membership.of(account, sources.registry());
        ResultPage<LatestOfLineage, Lineage> page =
                ofOpen(account, membership, Optional.empty(), Optional.empty(), DEFAULT_LIMIT);
        List<LatestAmi> amis = page.items().stream()
                .flatMap(found -> found.latest().amis().values().stream())
                .toList();
        return new AccountLatest(items(page), amis, page.next().isPresent());
    }

    private static List<LineageAmis> items(ResultPage<LatestOfLineage, Lineage> page) {
        return page.items().stream()
                .map(LatestOfLineage::view)
                .filter(found -> !found.amis().isEmpty())
                .toList();
    }

    static Optional<Instant> recordedAt(List<LineageAmis> items) {
        return PageView.oldest(items.stream().flatMap(item -> item.amis().stream()), AmiView::recordedAt);
    }

    private static List<AmiView> views(Latest latest) {
        return latest.amis().values().stream().map(AmiView::of).toList();
    }

    private LatestImage images() {
        return new LatestImage(sources.catalog(), sources.offer());
    }

    private LineageAnswers lineages() {
        return new LineageAnswers(sources);
    }
}

package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.Access;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.Latest.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.answers.OpenLineages;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the AMIs that an account should use: those of one pipeline or image, or of all. */
record LatestAnswers(
        ImageCatalog catalog,
        AccountRegistry registry,
        LineageAnswers lineages,
        ChannelAnswers channels,
        OfferPolicy offer) {
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
            Optional<Instant> recordedAt) {}

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

    ApiAnswer latest(ApiRequest request) {
        Optional<Region> region = request.query("region", Region::new);
        Optional<AccountId> requested = request.query("account", AccountId::new);
        Optional<Instant> at = request.instant("at");
        boolean plainText = request.wantsPlainText();
        if (plainText && region.isEmpty()) {
            throw ProblemException.invalid(
                    "region", "Missing parameter region: a text/plain answer is one AMI ID, so it needs one Region.");
        }

        NamedLineage lineage = lineages.find(request);
        AccountId account = requested.orElse(lineage.arn().account());
        Membership membership = Membership.among(lineage.openedTo(), account, registry);
        Optional<Channel> channel =
                ChannelAnswers.chosen(request).map(name -> channels.find((PipelineArn) lineage.arn(), name, at));
        LatestImage images = new LatestImage(catalog, offer);
        Latest latest = channel.map(Channel::promotions)
                .map(promotions -> images.of(lineage.arn(), account, membership.audiences(), region, promotions))
                .orElseGet(() -> images.of(lineage.arn(), account, membership.audiences(), region, at));

        if (latest.amis().isEmpty()) {
            throw new NoImageToUse(catalog, offer, lineage.arn(), account, region, at, channel)
                    .problem(latest, membership);
        }
        List<AmiView> items = views(latest);
        Optional<String> judgedBy = at.map(instant -> NoImageToUse.JUDGED_BY);
        if (plainText) {
            return new ApiAnswer.PlainText(items.get(0).amiId() + "\n", judgedBy);
        }
        return new ApiAnswer.Data(new LatestAmis(
                LineageAnswers.LineageReference.of(lineage.arn()),
                channel.map(Channel::name),
                account,
                membership.isKnown(),
                latest.lookedBackTo(),
                at,
                judgedBy,
                items,
                PageView.oldest(items.stream(), AmiView::recordedAt)));
    }

    AccountAmis ofAccount(ApiRequest request) {
        AccountId account = request.path("accountId", AccountId::new);
        Optional<Region> region = request.query("region", Region::new);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<Lineage> after = request.cursor(parts -> Lineage.parse(parts[0]));
        Optional<NamedLineage> one = named(request);

        Membership membership = one.map(named -> Membership.among(named.openedTo(), account, registry))
                .orElseGet(() -> Membership.of(account, registry));
        ResultPage<LineageAmis, Lineage> page = one.map(named -> ofNamed(named.arn(), account, membership, region))
                .orElseGet(() -> ofOpen(account, membership, region, after, limit));
        List<LineageAmis> items =
                page.items().stream().filter(found -> !found.amis().isEmpty()).toList();
        return new AccountAmis(
                account,
                membership.isKnown(),
                new PageView<>(
                        items,
                        limit,
                        page.next().map(request::cursorTo),
                        PageView.oldest(items.stream().flatMap(item -> item.amis().stream()), AmiView::recordedAt)));
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
        return pipeline.map(name -> lineages.pipeline(request, name))
                .or(() -> image.map(name -> lineages.image(request, name)));
    }

    private ResultPage<LineageAmis, Lineage> ofNamed(
            Lineage lineage, AccountId account, Membership membership, Optional<Region> region) {
        Latest latest = new LatestImage(catalog, offer)
                .of(lineage, account, membership.audiences(), region, Optional.<Instant>empty());
        return new ResultPage<>(List.of(view(lineage, latest)), Optional.empty());
    }

    private ResultPage<LineageAmis, Lineage> ofOpen(
            AccountId account, Membership membership, Optional<Region> region, Optional<Lineage> after, int limit) {
        LatestImage latest = new LatestImage(catalog, offer);
        Set<Audience> audiences = new HashSet<>(membership.audiences());
        audiences.add(new Audience.Everyone());
        return new OpenLineages(catalog)
                .of(account, audiences, region, after, limit)
                .map(found -> view(found.lineage(), latest.of(found, region)));
    }

    /** @param more whether the account may launch AMIs of further pipelines and images, which were not read */
    record AccountLatest(List<LineageAmis> items, Set<ConfigurationRegion> from, boolean more) {
        /** A Region in which a build of this distribution configuration reached the account. */
        private record ConfigurationRegion(String configuration, Region region) {}

        boolean isFrom(DistributionConfigurationArn configuration, Region region) {
            return from.contains(new ConfigurationRegion(configuration.toString(), region));
        }

        Optional<Instant> recordedAt() {
            return PageView.oldest(items.stream().flatMap(item -> item.amis().stream()), AmiView::recordedAt);
        }
    }

    /** The AMIs that the account should use, of the first {@value #DEFAULT_LIMIT} pipelines and images that it may launch. */
    AccountLatest first(AccountId account) {
        Set<Audience> audiences = new HashSet<>(Membership.of(account, registry).audiences());
        audiences.add(new Audience.Everyone());
        ResultPage<OpenLineages.OpenLineage, Lineage> open =
                new OpenLineages(catalog).of(account, audiences, Optional.empty(), Optional.empty(), DEFAULT_LIMIT);
        List<LineageAmis> items = new ArrayList<>();
        Set<AccountLatest.ConfigurationRegion> from = new HashSet<>();
        for (OpenLineages.OpenLineage lineage : open.items()) {
            Latest latest = new LatestImage(catalog, offer).of(lineage, Optional.empty());
            if (!latest.amis().isEmpty()) {
                items.add(view(lineage.lineage(), latest));
            }
            latest.amis().values().forEach(ami -> ami.recorded()
                    .build()
                    .distributionConfigurationArn()
                    .ifPresent(arn -> from.add(new AccountLatest.ConfigurationRegion(arn, ami.region()))));
        }
        return new AccountLatest(items, from, open.next().isPresent());
    }

    private static List<AmiView> views(Latest latest) {
        return latest.amis().values().stream().map(AmiView::of).toList();
    }

    private static LineageAmis view(Lineage lineage, Latest latest) {
        LineageAnswers.LineageReference reference = LineageAnswers.LineageReference.of(lineage);
        return new LineageAmis(lineage.name(), reference.pipelineArn(), reference.imageArn(), views(latest));
    }
}

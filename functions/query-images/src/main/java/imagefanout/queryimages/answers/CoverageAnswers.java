package imagefanout.queryimages.answers;

import static java.util.Collections.emptySortedSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.Behind;
import imagefanout.model.answers.Coverage;
import imagefanout.model.answers.PipelineCoverage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.sync.SyncState;
import imagefanout.queryimages.answers.CoveragePage.Part;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Shows which accounts got the newest finished build of a pipeline or image, which did not, and why. */
record CoverageAnswers(AnswerSources sources) {
    /** @param nextConfiguration the managed configuration that the next build uses, as of the last sync */
    record CoverageDetails(
            @JsonUnwrapped LineageAnswers.LineageReference lineage,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<ChannelName> channel,
            @JsonUnwrapped Counts counts,
            BuildView image,
            Optional<ImageBuildArn> newestOfferedImageArn,
            List<BuildView> heldBuilds,

            @JsonIncludeProperties({"distributionConfigurationArn", "groups", "status", "checkedAt"})
            Optional<SyncState> nextConfiguration,

            List<Object> regions,
            List<Object> accounts,
            List<Object> awaitingNextBuild,
            List<Object> gaps,
            Optional<String> nextCursor,
            Instant recordedAt) {}

    record CoveredRegion(
            Region region,
            @JsonUnwrapped Counts counts,
            Set<AccountId> accountIds,
            SortedSet<AccountId> sharedAccountIds,
            List<Audience> sharedWith,
            Optional<String> sharingFailure) {
        private static CoveredRegion of(RegionFanOut fanOut, Coverage coverage) {
            return new CoveredRegion(
                    fanOut.region(),
                    fanOut.counts(),
                    fanOut.amis().keySet(),
                    coverage.shared().getOrDefault(fanOut.region(), emptySortedSet()),
                    fanOut.launchPermission().audiences().stream()
                            .sorted(Comparator.comparing(Audience::toString))
                            .toList(),
                    fanOut.sharingFailure());
        }
    }

    record CoveredAccount(
            AccountId accountId,
            Optional<String> name,
            @JsonUnwrapped Counts counts,
            int sharedRegions,
            Optional<Behind> behind) {}

    record AwaitingAccount(
            AccountId accountId,
            Optional<String> name,
            SortedSet<Group> groups,
            SortedSet<Region> regions,
            Optional<Behind> behind) {}

    record Gap(Region region, AccountId accountId, Optional<String> reason) {}

    /** The end of a page and its build: the next page continues with the same build, even if a newer one has finished. */
    private record PageEnd(ImageBuildArn image, String position) {}

    CoverageDetails show(ApiRequest request) {
        Optional<PageEnd> after = request.cursor(parts -> new PageEnd(ImageBuildArn.parse(parts[0]), parts[1]));
        Lineage lineage = new LineageAnswers(sources).find(request).arn();
        SortedMap<AccountId, RegisteredAccount> active = activeAccounts();
        PipelineCoverage coverages = new PipelineCoverage(sources.catalog(), sources.offer(), sources.ledger());
        Optional<ImageBuildArn> image = after.map(PageEnd::image);
        Optional<ChannelName> name = ChannelAnswers.chosen(request);
        Coverage coverage = name.map(chosen ->
                        ChannelAnswers.find(sources.channels(), (PipelineArn) lineage, chosen, Optional.empty()))
                .map(channel -> coverages.of(channel.promotions(), image, active))
                .orElseGet(() -> coverages.of(lineage, image, active))
                .orElseThrow(() -> noneFound(lineage, after));
        RecordedBuild build = coverage.image().recorded();
        CoveragePage page = new CoveragePage(after.map(PageEnd::position));
        fill(page, coverage, active);
        return new CoverageDetails(
                LineageAnswers.LineageReference.of(lineage),
                name,
                build.counts(),
                BuildView.of(build),
                coverage.offered().map(offered -> offered.build().arn()),
                coverage.held().stream().map(BuildView::of).toList(),
                coverage.next(),
                page.list(Part.REGIONS),
                page.list(Part.ACCOUNTS),
                page.list(Part.AWAITING),
                page.list(Part.GAPS),
                page.end().map(position -> request.cursorTo(build.build().arn(), position)),
                build.recordedAt());
    }

    private SortedMap<AccountId, RegisteredAccount> activeAccounts() {
        SortedMap<AccountId, RegisteredAccount> active =
                new TreeMap<>(RegistrySnapshot.read(sources.registry()).accounts());
        active.values().removeIf(account -> !account.status().isActive());
        return active;
    }

    private static ProblemException noneFound(Lineage lineage, Optional<PageEnd> after) {
        return after.map(end -> ProblemException.invalid(
                        "cursor",
                        "Invalid cursor: its build " + end.image() + " is no longer recorded. Start without a cursor."))
                .orElseGet(() -> ProblemException.notFound("No build of " + lineage + " is AVAILABLE or FAILED."
                        + " With a channel: the build that it points at is no longer recorded."));
    }

    private static void fill(CoveragePage page, Coverage coverage, SortedMap<AccountId, RegisteredAccount> active) {
        SortedMap<Region, RegionFanOut> regions = coverage.image().fanOut().regions();
        regions.forEach((in, region) -> page.add(Part.REGIONS, in.value(), () -> CoveredRegion.of(region, coverage)));
        coverage.accounts()
                .forEach((id, account) -> page.add(Part.ACCOUNTS, id.value(), () -> {
                    Optional<String> name = Optional.ofNullable(active.get(id)).flatMap(RegisteredAccount::name);
                    return new CoveredAccount(id, name, account.counts(), account.shared(), account.behind());
                }));
        coverage.awaiting()
                .forEach((id, waiting) -> page.add(Part.AWAITING, id.value(), () -> {
                    RegisteredAccount row = active.get(id);
                    return new AwaitingAccount(id, row.name(), row.groups(), waiting.regions(), waiting.behind());
                }));
        regions.forEach((in, region) -> gaps(region)
                .forEach((id, reason) -> page.add(Part.GAPS, in + "/" + id, () -> new Gap(in, id, reason))));
    }

    /** Also the accounts that the owner's AMI should have been shared with. */
    private static SortedMap<AccountId, Optional<String>> gaps(RegionFanOut region) {
        SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>(region.gaps());
        region.sharingFailure()
                .ifPresent(reason -> region.launchPermission().audiences().forEach(audience -> {
                    if (audience instanceof Audience.Account account
                            && !region.amis().containsKey(account.id())) {
                        gaps.putIfAbsent(account.id(), Optional.of(reason));
                    }
                }));
        return gaps;
    }
}

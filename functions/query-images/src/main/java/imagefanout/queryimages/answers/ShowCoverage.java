package imagefanout.queryimages.answers;

import static java.util.Collections.emptySortedSet;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.AccountCoverage;
import imagefanout.model.answers.Behind;
import imagefanout.model.answers.Coverage;
import imagefanout.model.answers.PipelineCoverage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.queryimages.answers.CoveragePages.ItemKey;
import imagefanout.queryimages.answers.CoveragePages.Part;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows who got the newest finished build of a pipeline, and who did not, and why. */
record ShowCoverage(ImageCatalog catalog, AccountRegistry registry, PipelineLookup pipelines) {

    record CoverageDetails(
            PipelineArn pipelineArn,
            @JsonUnwrapped Counts counts,
            BuildView image,
            Optional<ImageBuildArn> newestOfferedImageArn,
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
            List<Audience> sharedWith) {
        private static CoveredRegion of(RegionFanOut fanOut, Coverage coverage) {
            return new CoveredRegion(
                    fanOut.region(),
                    fanOut.counts(),
                    fanOut.amis().keySet(),
                    coverage.shared().getOrDefault(fanOut.region(), emptySortedSet()),
                    fanOut.launchPermission().audiences().stream()
                            .sorted(Comparator.comparing(Audience::toString))
                            .toList());
        }
    }

    record CoveredAccount(
            AccountId accountId,
            Optional<String> name,
            @JsonUnwrapped Counts counts,
            int sharedRegions,
            Optional<Behind> behind) {
        private static CoveredAccount of(AccountId id, Optional<RegisteredAccount> row, AccountCoverage account) {
            return new CoveredAccount(
                    id, row.flatMap(RegisteredAccount::name), account.counts(), account.shared(), account.behind());
        }
    }

    record AwaitingAccount(
            AccountId accountId, Optional<String> name, SortedSet<Group> groups, Optional<Behind> behind) {}

    record Gap(Region region, AccountId accountId, Optional<String> reason) {}

    CoverageDetails answer(ApiRequest request) {
        String name = request.path("pipeline", ApiRequest::name);
        Optional<PageEnd> after = request.cursor(PageEnd::parse);
        PipelineArn pipeline = pipelines.find(request, name).arn();
        SortedMap<AccountId, RegisteredAccount> active = activeAccounts();
        Coverage coverage = new PipelineCoverage(catalog)
                .of(pipeline, after.map(PageEnd::image), audiences(active))
                .orElseThrow(() -> none(pipeline, after));
        RecordedBuild build = coverage.image().recorded();
        CoveragePages.CoveragePage page = pages(coverage, active).page(after.map(PageEnd::item));
        return new CoverageDetails(
                pipeline,
                build.counts(),
                BuildView.of(build),
                coverage.newest().map(newest -> newest.build().arn()),
                page.list(Part.REGIONS),
                page.list(Part.ACCOUNTS),
                page.list(Part.AWAITING),
                page.list(Part.GAPS),
                page.end().map(last -> request.cursorTo(build.build().arn(), last.part(), last.key())),
                build.recordedAt());
    }

    private SortedMap<AccountId, RegisteredAccount> activeAccounts() {
        SortedMap<AccountId, RegisteredAccount> active =
                new TreeMap<>(RegistrySnapshot.read(registry).accounts());
        active.values().removeIf(account -> !account.status().isActive());
        return active;
    }

    private static Map<AccountId, Set<Audience>> audiences(SortedMap<AccountId, RegisteredAccount> accounts) {
        return accounts.values().stream()
                .collect(Collectors.toMap(
                        RegisteredAccount::id, account -> Membership.of(account).audiences()));
    }

    private static ProblemException none(PipelineArn pipeline, Optional<PageEnd> after) {
        return after.map(end -> ProblemException.invalid(
                        "cursor",
                        "Invalid cursor: its build " + end.image() + " is no longer recorded. Start without a cursor."))
                .orElseGet(() -> ProblemException.notFound("No build of " + pipeline + " is AVAILABLE or FAILED."));
    }

    private static CoveragePages pages(Coverage coverage, SortedMap<AccountId, RegisteredAccount> active) {
        CoveragePages pages = new CoveragePages();
        coverage.image().fanOut().regions().forEach((in, region) -> {
            pages.add(Part.REGIONS, in.value(), () -> CoveredRegion.of(region, coverage));
            region.gaps().forEach((id, reason) -> pages.add(Part.GAPS, in + "/" + id, () -> new Gap(in, id, reason)));
        });
        coverage.accounts()
                .forEach((id, account) -> pages.add(
                        Part.ACCOUNTS,
                        id.value(),
                        () -> CoveredAccount.of(id, Optional.ofNullable(active.get(id)), account)));
        coverage.awaiting().forEach((id, behind) -> {
            RegisteredAccount row = active.get(id);
            pages.add(Part.AWAITING, id.value(), () -> new AwaitingAccount(id, row.name(), row.groups(), behind));
        });
        return pages;
    }

    /** Where a page ended, and of which build: the next page continues with that build, whatever has finished since. */
    private record PageEnd(ImageBuildArn image, ItemKey item) {
        private static PageEnd parse(String[] parts) {
            return new PageEnd(ImageBuildArn.parse(parts[0]), new ItemKey(Part.valueOf(parts[1]), parts[2]));
        }
    }
}

package imagefanout.queryimages.answers;

import static java.util.Collections.emptySortedSet;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.Behind;
import imagefanout.model.answers.Coverage;
import imagefanout.model.answers.PipelineCoverage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.queryimages.answers.CoveragePage.Part;
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

/** Shows which accounts got the newest finished build of a pipeline or image, which did not, and why. */
record CoverageAnswers(
        ImageCatalog catalog, AccountRegistry registry, LineageAnswers lineages, OfferPolicy offer) {
    record CoverageDetails(
            @JsonUnwrapped LineageAnswers.LineageReference lineage,
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
            Optional<Behind> behind) {}

    record AwaitingAccount(
            AccountId accountId, Optional<String> name, SortedSet<Group> groups, Optional<Behind> behind) {}

    record Gap(Region region, AccountId accountId, Optional<String> reason) {}

    /** The end of a page and its build: the next page continues with the same build, even if a newer one has finished. */
    private record PageEnd(ImageBuildArn image, String position) {}

    CoverageDetails show(ApiRequest request) {
        Optional<PageEnd> after = request.cursor(parts -> new PageEnd(ImageBuildArn.parse(parts[0]), parts[1]));
        Lineage lineage = lineages.find(request).arn();
        SortedMap<AccountId, RegisteredAccount> active = activeAccounts();
        Coverage coverage = new PipelineCoverage(catalog, offer)
                .of(lineage, after.map(PageEnd::image), audiences(active))
                .orElseThrow(() -> noneFound(lineage, after));
        RecordedBuild build = coverage.image().recorded();
        CoveragePage page = new CoveragePage(after.map(PageEnd::position));
        fill(page, coverage, active);
        return new CoverageDetails(
                LineageAnswers.LineageReference.of(lineage),
                build.counts(),
                BuildView.of(build),
                coverage.newest().map(newest -> newest.build().arn()),
                page.list(Part.REGIONS),
                page.list(Part.ACCOUNTS),
                page.list(Part.AWAITING),
                page.list(Part.GAPS),
                page.end().map(position -> request.cursorTo(build.build().arn(), position)),
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

    private static ProblemException noneFound(Lineage lineage, Optional<PageEnd> after) {
        return after.map(end -> ProblemException.invalid(
                        "cursor",
                        "Invalid cursor: its build " + end.image() + " is no longer recorded. Start without a cursor."))
                .orElseGet(() -> ProblemException.notFound("No build of " + lineage + " is AVAILABLE or FAILED."));
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
                .forEach((id, behind) -> page.add(Part.AWAITING, id.value(), () -> {
                    RegisteredAccount row = active.get(id);
                    return new AwaitingAccount(id, row.name(), row.groups(), behind);
                }));
        regions.forEach((in, region) -> region.gaps()
                .forEach((id, reason) -> page.add(Part.GAPS, in + "/" + id, () -> new Gap(in, id, reason))));
    }
}

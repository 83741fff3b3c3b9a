package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.AccountId;
import imagefanout.model.Copy;
import imagefanout.model.ImageCatalog;
import imagefanout.model.NamedPipeline;
import imagefanout.model.RecordedBuild;
import imagefanout.model.Region;
import imagefanout.model.RegionFanOut;
import imagefanout.model.answers.Coverage;
import imagefanout.model.answers.PipelineCoverage;
import imagefanout.model.registry.RegisteredAccount;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Who got the newest finished build of a pipeline, and who did not, and why. */
final class ShowCoverage implements Operation {
    /** Of gaps on one page, in characters: with all else it stays below the 6 MB that a function may answer. */
    private static final int MOST_OF_GAPS = 2_500_000;

    private final PipelineCoverage pipelineCoverage;
    private final Pipelines pipelines;
    private final Accounts accounts;

    ShowCoverage(ImageCatalog catalog, Pipelines pipelines, Accounts accounts) {
        this.pipelineCoverage = new PipelineCoverage(catalog);
        this.pipelines = requireNonNull(pipelines, "pipelines");
        this.accounts = requireNonNull(accounts, "accounts");
    }

    @Override
    public Answer answer(Call call) {
        String name = call.path("pipeline", Pipelines::name);
        Optional<GapPlace> after = call.cursor(GapPlace::parse);
        NamedPipeline pipeline = pipelines.find(call, name);
        SortedMap<AccountId, RegisteredAccount> registered = accounts.active();
        Coverage coverage = pipelineCoverage
                .of(pipeline.arn(), Accounts.audiences(registered))
                .orElseThrow(() -> Problem.of(
                        Problem.Type.NOT_FOUND, "no build of " + pipeline.arn() + " is AVAILABLE or FAILED"));
        RecordedBuild build = coverage.image().recorded();
        after.filter(place -> !place.image().equals(build.build().arn().toString()))
                .ifPresent(place -> {
                    throw Problem.parameter(
                            "cursor", "of an older build: a newer one has finished; begin again without a cursor");
                });

        ObjectNode body = Show.object()
                .put("pipelineArn", pipeline.arn().toString())
                .put("expected", build.counts().expected())
                .put("recorded", build.counts().recorded())
                .put("missing", build.counts().missing())
                .put("unexpected", build.counts().unexpected());
        body.set("image", Show.build(build));
        body.put("newestOfferedImageArn", Show.text(coverage.newest().map(newest -> newest.build()
                .arn())));
        if (after.isEmpty()) {
            addRegions(body.putArray("regions"), coverage);
            addAccounts(body.putArray("accounts"), coverage, registered);
            addAwaiting(body.putArray("awaitingNextBuild"), coverage, registered);
        }
        addGaps(body, coverage, after.map(GapPlace::copy), call);
        return new Answer.Data(body.put("recordedAt", build.recordedAt().toString()));
    }

    private static void addRegions(ArrayNode regions, Coverage coverage) {
        for (RegionFanOut region : coverage.image().fanOut().regions().values()) {
            ObjectNode node = Show.object().put("region", region.region().value());
            node.setAll(Show.counts(region.counts()));
            node.set("accountIds", Show.texts(region.amis().keySet().stream()));
            SortedSet<AccountId> shared = coverage.shared().getOrDefault(region.region(), Collections.emptySortedSet());
            node.set("sharedAccountIds", Show.texts(shared.stream()));
            node.set(
                    "sharedWith",
                    Show.texts(region.launchPermission().audiences().stream()
                            .sorted(java.util.Comparator.comparing(Object::toString))));
            regions.add(node);
        }
    }

    private static void addAccounts(
            ArrayNode accounts, Coverage coverage, SortedMap<AccountId, RegisteredAccount> registered) {
        coverage.accounts().forEach((id, account) -> {
            ObjectNode node = named(id, registered);
            node.setAll(Show.counts(account.counts()));
            node.put("sharedRegions", account.shared());
            node.set("behind", Show.behind(account.behind()));
            accounts.add(node);
        });
    }

    private static void addAwaiting(
            ArrayNode awaiting, Coverage coverage, SortedMap<AccountId, RegisteredAccount> registered) {
        coverage.awaiting().forEach((id, behind) -> {
            ObjectNode node = named(id, registered);
            node.set("groups", Show.texts(registered.get(id).groups().stream()));
            node.set("behind", Show.behind(behind));
            awaiting.add(node);
        });
    }

    private static ObjectNode named(AccountId id, SortedMap<AccountId, RegisteredAccount> registered) {
        return Show.object()
                .put("accountId", id.value())
                .put(
                        "name",
                        Optional.ofNullable(registered.get(id))
                                .flatMap(RegisteredAccount::name)
                                .orElse(null));
    }

    private static void addGaps(ObjectNode body, Coverage coverage, Optional<Copy> after, Call call) {
        SortedMap<Copy, Optional<String>> gaps = new TreeMap<>();
        coverage.image().fanOut().regions().values().forEach(region -> region.gaps()
                .forEach((account, reason) -> gaps.put(new Copy(region.region(), account), reason)));
        after.ifPresent(copy -> gaps.headMap(copy).clear());
        after.ifPresent(gaps::remove);
        ArrayNode items = body.putArray("gaps");
        int characters = 0;
        String next = null;
        for (var gap : gaps.entrySet()) {
            ObjectNode node = Show.object()
                    .put("region", gap.getKey().region().value())
                    .put("accountId", gap.getKey().account().value())
                    .put("reason", gap.getValue().orElse(null));
            items.add(node);
            characters += node.toString().length();
            if (characters > MOST_OF_GAPS && !gap.getKey().equals(gaps.lastKey())) {
                GapPlace place =
                        new GapPlace(coverage.image().recorded().build().arn().toString(), gap.getKey());
                next = call.cursorTo(place.toString());
                break;
            }
        }
        body.put("nextCursor", next);
    }

    /** Where a page of gaps ended, and of which build: pages of two builds do not make one answer. */
    private record GapPlace(String image, Copy copy) {
        private static GapPlace parse(String position) {
            String[] parts = position.split(" ", 3);
            return new GapPlace(parts[0], new Copy(new Region(parts[1]), new AccountId(parts[2])));
        }

        @Override
        public String toString() {
            return image + " " + copy.region() + " " + copy.account();
        }
    }
}

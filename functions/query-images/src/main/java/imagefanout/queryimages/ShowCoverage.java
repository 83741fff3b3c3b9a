package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.answers.AccountCoverage;
import imagefanout.model.answers.Behind;
import imagefanout.model.answers.Coverage;
import imagefanout.model.answers.PipelineCoverage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.registry.RegisteredAccount;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Who got the newest finished build of a pipeline, and who did not, and why. */
final class ShowCoverage implements Operation {
    /** Of one page, in characters: with what JSON in JSON adds it stays below the 6 MB that a function may answer. */
    private static final int MOST_CHARACTERS = 3_500_000;

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
        String name = call.path("pipeline", Call::name);
        Optional<PageEnd> after = call.cursor(PageEnd::parse);
        NamedPipeline pipeline = pipelines.find(call, name);
        SortedMap<AccountId, RegisteredAccount> registered = accounts.active();
        Coverage coverage = pipelineCoverage
                .of(pipeline.arn(), after.map(PageEnd::image), Accounts.audiences(registered))
                .orElseThrow(() -> none(pipeline, after));
        RecordedBuild build = coverage.image().recorded();

        ObjectNode body = Show.object()
                .put("pipelineArn", pipeline.arn().toString())
                .put("expected", build.counts().expected())
                .put("recorded", build.counts().recorded())
                .put("missing", build.counts().missing())
                .put("unexpected", build.counts().unexpected());
        body.set("image", Show.build(build));
        body.put("newestOfferedImageArn", Show.text(coverage.newest().map(newest -> newest.build()
                .arn())));
        Optional<Place> end = addPage(body, listed(coverage, registered), after.map(PageEnd::place));
        body.put(
                "nextCursor",
                end.map(place -> call.cursorTo(new PageEnd(build.build().arn(), place).toString()))
                        .orElse(null));
        return new Answer.Data(body.put("recordedAt", build.recordedAt().toString()));
    }

    private static Problem none(NamedPipeline pipeline, Optional<PageEnd> after) {
        return after.map(end -> Problem.parameter("cursor", "of " + end.image() + ", which is not recorded any more"))
                .orElseGet(() -> Problem.of(
                        Problem.Type.NOT_FOUND, "no build of " + pipeline.arn() + " is AVAILABLE or FAILED"));
    }

    /** Adds what comes behind {@code after} to its lists, and gives where the page ends if more follows. */
    private static Optional<Place> addPage(
            ObjectNode body, NavigableMap<Place, Supplier<ObjectNode>> listed, Optional<Place> after) {
        for (Part part : Part.values()) {
            body.putArray(part.member);
        }
        int characters = 0;
        Place last = null;
        for (var item :
                after.map(place -> listed.tailMap(place, false)).orElse(listed).entrySet()) {
            if (characters > MOST_CHARACTERS) {
                return Optional.of(last);
            }
            last = item.getKey();
            ObjectNode node = item.getValue().get();
            body.withArray(last.part().member).add(node);
            characters += node.toString().length();
        }
        return Optional.empty();
    }

    /** The items of all lists, in the order in which pages show them. */
    private static NavigableMap<Place, Supplier<ObjectNode>> listed(
            Coverage coverage, SortedMap<AccountId, RegisteredAccount> registered) {
        NavigableMap<Place, Supplier<ObjectNode>> listed = new TreeMap<>();
        coverage.image().fanOut().regions().forEach((in, region) -> {
            listed.put(new Place(Part.REGIONS, in.value()), () -> shown(region, coverage));
            region.gaps()
                    .forEach((account, reason) ->
                            listed.put(new Place(Part.GAPS, in + " " + account), () -> gap(in, account, reason)));
        });
        coverage.accounts()
                .forEach((id, account) ->
                        listed.put(new Place(Part.ACCOUNTS, id.value()), () -> shown(id, account, registered)));
        coverage.awaiting()
                .forEach((id, behind) ->
                        listed.put(new Place(Part.AWAITING, id.value()), () -> awaiting(id, behind, registered)));
        return listed;
    }

    private static ObjectNode shown(RegionFanOut region, Coverage coverage) {
        ObjectNode node = Show.object().put("region", region.region().value());
        node.setAll(Show.counts(region.counts()));
        node.set("accountIds", Show.texts(region.amis().keySet().stream()));
        SortedSet<AccountId> shared = coverage.shared().getOrDefault(region.region(), Collections.emptySortedSet());
        node.set("sharedAccountIds", Show.texts(shared.stream()));
        node.set(
                "sharedWith",
                Show.texts(region.launchPermission().audiences().stream()
                        .sorted(java.util.Comparator.comparing(Object::toString))));
        return node;
    }

    private static ObjectNode gap(Region region, AccountId account, Optional<String> reason) {
        return Show.object()
                .put("region", region.value())
                .put("accountId", account.value())
                .put("reason", reason.orElse(null));
    }

    private static ObjectNode shown(
            AccountId id, AccountCoverage account, SortedMap<AccountId, RegisteredAccount> registered) {
        ObjectNode node = named(id, registered);
        node.setAll(Show.counts(account.counts()));
        node.put("sharedRegions", account.shared());
        node.set("behind", Show.behind(account.behind()));
        return node;
    }

    private static ObjectNode awaiting(
            AccountId id, Optional<Behind> behind, SortedMap<AccountId, RegisteredAccount> registered) {
        ObjectNode node = named(id, registered);
        node.set("groups", Show.texts(registered.get(id).groups().stream()));
        node.set("behind", Show.behind(behind));
        return node;
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

    /** The lists of an answer, in the order in which pages fill them. */
    private enum Part {
        REGIONS("regions"),
        ACCOUNTS("accounts"),
        AWAITING("awaitingNextBuild"),
        GAPS("gaps");

        private final String member;

        Part(String member) {
            this.member = member;
        }
    }

    /** An item's place in the order of pages. */
    private record Place(Part part, String key) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPart = part.compareTo(other.part);
            return byPart != 0 ? byPart : key.compareTo(other.key);
        }
    }

    /** Where a page ended, and of which build: the next one goes on with that build, whatever has finished meanwhile. */
    private record PageEnd(ImageBuildArn image, Place place) {
        private static PageEnd parse(String position) {
            String[] parts = position.split(" ", 3);
            return new PageEnd(ImageBuildArn.parse(parts[0]), new Place(Part.valueOf(parts[1]), parts[2]));
        }

        @Override
        public String toString() {
            return image + " " + place.part() + " " + place.key();
        }
    }
}

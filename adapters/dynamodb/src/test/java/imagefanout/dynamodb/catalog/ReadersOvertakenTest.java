package imagefanout.dynamodb.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.sdk.DynamoDbCalls;
import imagefanout.dynamodb.table.EmulatedTable;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.Release;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads a build while it is recorded. Any number of the recorder's calls may take effect between two calls of the
 * reader, and eventually consistent reads may return old data. Each result must equal the result before or after the
 * recording, never a mixture and never an incomplete one.
 */
class ReadersOvertakenTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final LaunchPermission EVERYONE = new LaunchPermission(Set.of(new Audience.Everyone()));
    private static final GoldenImages OLDER =
            GoldenImages.build(1).to(US, EVERYONE, PROD).to(EU, SANDBOX);
    private static final GoldenImages COMPLETE =
            GoldenImages.build(2).to(US, EVERYONE, PROD).to(EU, SANDBOX);
    private static final GoldenImages FAILED = COMPLETE.failedFor(EU, SANDBOX);

    static Stream<Named<Function<ImageCatalog, Object>>> questions() {
        return Stream.of(
                question("a build", catalog -> catalog.build(COMPLETE.arn())),
                question("an image", catalog -> catalog.image(COMPLETE.arn())),
                question("an image in one Region", catalog -> catalog.image(COMPLETE.arn(), Set.of(EU))),
                question("builds", catalog -> catalog.builds(PIPELINE, Optional.empty(), 5)),
                question("builds, one by one", catalog -> walk(before -> catalog.builds(PIPELINE, before, 1))),
                question("the owner's", catalog -> usable(catalog, account(OWNER))),
                question("an account's", catalog -> usable(catalog, account(PROD))),
                question("the late account's", catalog -> usable(catalog, account(SANDBOX))),
                question("everyone's", catalog -> usable(catalog, new Audience.Everyone())),
                question(
                        "an account's, one by one",
                        catalog ->
                                walk(before -> catalog.usable(account(PROD), PIPELINE, Optional.empty(), before, 1))),
                question(
                        "an account's in one Region",
                        catalog -> catalog.usable(account(PROD), PIPELINE, Optional.of(EU), Optional.empty(), 5)),
                question("an account's lineages", catalog -> lineages(catalog, PROD)),
                question("the late account's lineages", catalog -> lineages(catalog, SANDBOX)),
                question("pipelines", catalog -> catalog.pipelines(Optional.empty(), 5)),
                question("pipelines by name", catalog -> catalog.pipelinesNamed(PIPELINE.name())),
                question(
                        "images by name",
                        catalog -> catalog.imagesNamed(COMPLETE.arn().name())),
                question("openings", catalog -> catalog.openedTo(PIPELINE)),
                question("an origin", catalog -> catalog.origin(COMPLETE.ami(US, PROD))),
                question("a late origin", catalog -> catalog.origin(COMPLETE.ami(EU, SANDBOX))));
    }

    private static Named<Function<ImageCatalog, Object>> question(String name, Function<ImageCatalog, Object> asked) {
        return Named.of(name, asked);
    }

    private static Object usable(ImageCatalog catalog, Audience audience) {
        return catalog.usable(audience, PIPELINE, Optional.empty(), Optional.empty(), 5);
    }

    /** Reads all pages and returns their items. */
    private static <T> List<T> walk(Function<Optional<BuildPosition>, ResultPage<T, BuildPosition>> pages) {
        List<T> items = new ArrayList<>();
        Optional<BuildPosition> next = Optional.empty();
        do {
            ResultPage<T, BuildPosition> page = pages.apply(next);
            items.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return items;
    }

    private static Object lineages(ImageCatalog catalog, AccountId account) {
        return catalog.lineages(account(account), Optional.empty(), Optional.empty(), 5, 5);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void readsDuringTheFirstRecordingOfABuild(Function<ImageCatalog, Object> question) {
        assertResultIsFromBeforeOrAfter(List.of(at(0, OLDER)), at(1, COMPLETE), question);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void readsDuringTheRecordingOfARetriedBuild(Function<ImageCatalog, Object> question) {
        assertResultIsFromBeforeOrAfter(List.of(at(0, OLDER), at(0, FAILED)), at(1, COMPLETE), question);
    }

    @Test
    void coversMoreThanTwoMoments() {
        assertThat(moments(List.of(at(0, FAILED)), at(1, COMPLETE))).hasSizeGreaterThan(7);
    }

    /** What is announced about the end of a hold is never corrected. */
    @Test
    void theHistoryOfHoldsIsNeverOld() {
        EmulatedTable table = EmulatedTable.empty(25);
        ImageCatalog catalog = Catalogs.on(table);
        catalog.record(at(0, COMPLETE));
        catalog.hold(COMPLETE.arn(), new Hold("sshd does not start", "ann", NOON));
        TableThen held = TableThen.of(table);
        catalog.release(COMPLETE.arn(), new Release("sshd starts", "bob", NOON.plusSeconds(60)));
        DynamoDbCalls lagging = new Overtaken(List.of(held, TableThen.of(table)), 1, 1, 1, Lag.ALL);

        List<HeldPeriod> holds =
                Catalogs.on(lagging).holds(COMPLETE.arn(), Optional.empty(), 5).items();

        assertThat(holds).singleElement().satisfies(hold -> assertThat(hold.release())
                .isPresent());
    }

    private static void assertResultIsFromBeforeOrAfter(
            List<ImageSnapshot> before, ImageSnapshot snapshot, Function<ImageCatalog, Object> question) {
        List<TableThen> moments = moments(before, snapshot);
        String resultBefore = seen(question.apply(Catalogs.on(moments.get(0))));
        String resultAfter = seen(question.apply(Catalogs.on(moments.get(moments.size() - 1))));

        for (int begin = 0; begin < moments.size(); begin++) {
            for (int then = begin; then < moments.size(); then++) {
                for (int call = 1; call <= 4; call++) {
                    for (Lag lag : Lag.values()) {
                        DynamoDbCalls calls = new Overtaken(moments, begin, then, call, lag);

                        Object answer = question.apply(Catalogs.on(calls));

                        assertThat(seen(answer)).isIn(resultBefore, resultAfter);
                    }
                }
            }
        }
    }

    /** Removes the summary digest, which only a reconcile uses to check whether the recorder finished its cleanup. */
    private static String seen(Object answer) {
        return answer.toString().replaceAll("summaryDigest=\\w+", "");
    }

    /** Copies of the table before the recording and after each call that changed it. */
    private static List<TableThen> moments(List<ImageSnapshot> before, ImageSnapshot snapshot) {
        EmulatedTable table = EmulatedTable.empty(25);
        before.forEach(Catalogs.on(table)::record);
        List<TableThen> moments = new ArrayList<>(List.of(TableThen.of(table)));
        DynamoDbCalls recording = (operation, request) -> {
            EmulatedTable previous = table.copy();
            ObjectNode response = table.call(operation, request);
            if (!table.equals(previous)) {
                moments.add(TableThen.of(table));
            }
            return response;
        };
        Catalogs.on(recording).record(snapshot);
        return moments;
    }

    /** A copy of the table that caches its responses. */
    private record TableThen(EmulatedTable table, Map<List<Object>, ObjectNode> answers) implements DynamoDbCalls {
        static TableThen of(EmulatedTable table) {
            return new TableThen(table.copy(), new HashMap<>());
        }

        @Override
        public ObjectNode call(String operation, ObjectNode request) {
            return answers.computeIfAbsent(List.of(operation, request), unasked -> table.call(operation, request));
        }
    }

    /** Which eventually consistent calls return old data. */
    private enum Lag {
        NONE,
        EVERY_FIRST,
        EVERY_SECOND,
        ALL;

        boolean appliesTo(int call) {
            return this == ALL || this == (call % 2 == 1 ? EVERY_FIRST : EVERY_SECOND);
        }
    }

    /**
     * Answers from moment {@code begin}, and from call {@code from} on from moment {@code then}. Calls that lag are
     * answered from the first moment.
     */
    private static final class Overtaken implements DynamoDbCalls {
        private final List<TableThen> moments;
        private final int begin;
        private final int then;
        private final int from;
        private final Lag lag;
        private int calls;

        private Overtaken(List<TableThen> moments, int begin, int then, int from, Lag lag) {
            this.moments = moments;
            this.begin = begin;
            this.then = then;
            this.from = from;
            this.lag = lag;
        }

        @Override
        public ObjectNode call(String operation, ObjectNode request) {
            calls++;
            int now = calls < from ? begin : then;
            boolean lags = !isConsistent(request) && lag.appliesTo(calls);
            return moments.get(lags ? 0 : now).call(operation, request);
        }

        private static boolean isConsistent(ObjectNode request) {
            return request.findValues("ConsistentRead").stream().anyMatch(JsonNode::booleanValue);
        }
    }

    private static Audience account(AccountId id) {
        return new Audience.Account(id);
    }

    private static ImageSnapshot at(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }
}

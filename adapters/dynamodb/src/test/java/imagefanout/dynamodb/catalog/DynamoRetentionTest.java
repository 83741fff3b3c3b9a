package imagefanout.dynamodb.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Retention;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.RetentionContract;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

final class DynamoRetentionTest extends RetentionContract {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant ASKED_AT = Instant.parse("2026-01-02T00:00:00Z");
    private static final GoldenImages IMAGE = GoldenImages.fiveAmis(1);
    private static final Set<String> KEPT = Set.of("BUILD META", "PIPELINE", "PIPELINES", "NAME", "AMI");

    /** What there is of a build before its removal, and after it. */
    private static final Set<String> WHOLE =
            Set.of("BUILD META", "BUILD Region row or attempt", "PIPELINE", "PIPELINES", "NAME", "ACCOUNT", "AMI");

    private static final Set<String> LEFT = Set.of("BUILD META", "PIPELINES", "NAME");
    private static final Set<String> LEFT_WITH_AMIS = Set.of("BUILD META", "PIPELINES", "NAME", "AMI");

    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private final String table = DYNAMODB.newTable();

    @Override
    protected ImageCatalog emptyCatalog() {
        return new DynamoImageCatalog(DYNAMODB.client(), table, Deadline.none());
    }

    @Override
    protected Retention retentionOf(ImageCatalog catalog) {
        return retention(DYNAMODB.client());
    }

    private Retention retention(DynamoDbClient client) {
        return new DynamoRetention(client, table, Deadline.none());
    }

    @Test
    void keepsBuildFactsAndAmis() {
        recordDeleted();

        retention(DYNAMODB.client()).expireCopies(IMAGE.arn());

        assertThat(kinds()).isEqualTo(KEPT);
    }

    @Test
    void succeedsWhenAResponseIsLost() {
        recordDeleted();

        boolean expired = retention(DYNAMODB.client(new UpdatedTwice())).expireCopies(IMAGE.arn());

        assertThat(expired).isTrue();
        assertThat(kinds()).isEqualTo(KEPT);
    }

    @Test
    void nextRunFinishesAKilledRun() {
        int kills = 0;
        boolean killed;
        do {
            recordDeleted();
            DynamoDbClient dying = DYNAMODB.client(new Killing(++kills));
            killed = catchThrowable(() -> retention(dying).expireCopies(IMAGE.arn())) != null;
            assertThat(emptyCatalog().image(IMAGE.arn())).isPresent();

            retention(DYNAMODB.client()).expireCopies(IMAGE.arn());

            assertThat(kinds()).isEqualTo(KEPT);
            assertThat(items())
                    .filteredOn(item -> StoredKey.of(item).partition().startsWith("PIPELINE#"))
                    .hasSize(1);
            emptyTable();
        } while (killed);
        assertThat(kills).isGreaterThan(4);
    }

    @Test
    void keepsCopiesOfABuildRecordedDuringTheRun() {
        for (int write = 1; write <= 5; write++) {
            recordDeleted();
            ImageSnapshot returned = ImageSnapshot.of(NOW, IMAGE.described());
            Before between = new Before(write, () -> emptyCatalog().record(returned));

            catchThrowable(() -> retention(DYNAMODB.client(between)).expireCopies(IMAGE.arn()));

            assertThat(emptyCatalog().image(IMAGE.arn()).orElseThrow().fanOut())
                    .as("before write %s", write)
                    .isEqualTo(returned.fanOut());
            emptyTable();
        }
    }

    @Test
    void aRemovedBuildLeavesItsMetaAlone() {
        recordTwice();

        remove(DYNAMODB.client());

        assertThat(kinds()).isEqualTo(LEFT);
        assertThat(items())
                .filteredOn(item -> StoredKey.of(item).sort().equals(CatalogKeys.META))
                .allSatisfy(item -> assertThat(item.keySet())
                        .containsExactlyInAnyOrder("PK", "SK", "v", "sd", "e", "c", "x", "xr"));
    }

    @Test
    void aRemovalThatIsKilledIsFinishedOrTakenBack() {
        int kills = 0;
        boolean killed;
        Set<Boolean> outcomes = new HashSet<>();
        do {
            recordTwice();
            Optional<RecordedImage> before = emptyCatalog().image(IMAGE.arn());
            DynamoDbClient dying = DYNAMODB.client(new Killing(++kills));
            killed = catchThrowable(() -> remove(dying)) != null;
            Optional<RecordedImage> between = emptyCatalog().image(IMAGE.arn());
            assertThat(between.isEmpty() || between.equals(before)).isTrue();

            retention(DYNAMODB.client()).finishRemovals();

            assertThat(emptyCatalog().image(IMAGE.arn())).isEqualTo(between);
            assertThat(kinds()).as("killed before write %s", kills).isEqualTo(between.isPresent() ? WHOLE : LEFT);
            assertThat(isPromoted()).isEqualTo(between.isPresent());
            outcomes.add(between.isPresent());
            emptyTable();
        } while (killed);
        assertThat(outcomes).containsExactlyInAnyOrder(true, false);
        assertThat(kills).isGreaterThan(8);
    }

    @Test
    void aBuildIsNotRemovedAndPromotedAtTheSameTime() {
        for (int write = 1; write <= 4; write++) {
            recordTwice();
            boolean[] isPromoted = new boolean[1];
            Before between = new Before(write, () -> isPromoted[0] = isPromoted());

            remove(DYNAMODB.client(between));

            assertThat(emptyCatalog().image(IMAGE.arn()).isPresent())
                    .as("promoted before write %s", write)
                    .isEqualTo(isPromoted[0]);
            emptyTable();
        }
    }

    /** Another run may have marked the build for reasons of its own, after this run read the channels. */
    @Test
    void aRunThatLostItsMarkRemovesNothing() {
        recordTwice();
        Before overtaken = new Before(3, () -> {
            retention(DYNAMODB.client()).finishRemovals();
            assertThat(isPromoted()).isTrue();
            DynamoDbClient dying = DYNAMODB.client(new Killing(3));
            assertThat(catchThrowable(() -> remove(dying, NOW.plusSeconds(1)))).isNotNull();
        });

        remove(DYNAMODB.client(overtaken));

        assertThat(emptyCatalog().image(IMAGE.arn())).isPresent();
    }

    /** As docs/reconcile.md says. */
    @Test
    void aRemovedBuildComesBackWhenItsCreationTimeIsSetBack() {
        ImageSnapshot described =
                ImageSnapshot.of(NOW.plusSeconds(60), IMAGE.builtAgain().described());
        recordTwice();
        remove(DYNAMODB.client());
        assertThat(emptyCatalog().record(described).outcome()).isEqualTo(SnapshotOutcome.UNCHANGED);

        DYNAMODB.client().updateItem(update -> update.tableName(table)
                .key(CatalogKeys.meta(IMAGE.arn()).toMap())
                .updateExpression("SET c = :c")
                .expressionAttributeValues(Map.of(":c", AttributeValue.fromS("2000-01-01T00:00:00Z"))));
        SnapshotOutcome outcome = emptyCatalog().record(described).outcome();

        assertThat(outcome).isEqualTo(SnapshotOutcome.FIRST);
        assertThat(emptyCatalog().image(IMAGE.arn()).orElseThrow().fanOut()).isEqualTo(described.fanOut());
        assertThat(emptyCatalog().hold(IMAGE.arn(), new Hold("kept", "ann", NOW)))
                .isTrue();
    }

    @Test
    void aRecorderThatIsOvertakenByARemovalDoesNotBringTheBuildBack() {
        ImageSnapshot later = ImageSnapshot.of(
                NOW, IMAGE.without(GoldenImages.EU, GoldenImages.PROD).described());
        for (int write = 1; write <= 3; write++) {
            recordTwice();
            Before between = new Before(write, () -> remove(DYNAMODB.client()));

            new DynamoImageCatalog(DYNAMODB.client(between), table, Deadline.none()).record(later);

            boolean isRecorded = emptyCatalog().image(IMAGE.arn()).isPresent();
            assertThat(kinds())
                    .as("removed before write %s; AMIs are facts and may stay", write)
                    .containsAll(isRecorded ? WHOLE : LEFT)
                    .isSubsetOf(isRecorded ? WHOLE : LEFT_WITH_AMIS);
            emptyTable();
        }
    }

    private void recordTwice() {
        emptyCatalog().record(ImageSnapshot.of(ASKED_AT, IMAGE.described()));
        emptyCatalog()
                .record(ImageSnapshot.of(
                        ASKED_AT.plusSeconds(60), IMAGE.builtAgain().described()));
    }

    private void remove(DynamoDbClient client) {
        remove(client, NOW);
    }

    private void remove(DynamoDbClient client, Instant at) {
        retention(client).remove(emptyCatalog().builds(Set.of(IMAGE.arn())), at, () -> channels()
                .buildsInUse(GoldenImages.PIPELINE, NOW));
    }

    private Channels channels() {
        return new DynamoChannels(DYNAMODB.client(), table, Deadline.none());
    }

    /** Points a channel at the build, if that is not refused. */
    private boolean isPromoted() {
        Optional<RecordedBuild> build = emptyCatalog().build(IMAGE.arn());
        return build.isPresent()
                && catchThrowable(() -> new PromoteBuild(channels())
                                .promote(
                                        GoldenImages.PIPELINE,
                                        new ChannelName("prod"),
                                        build.get(),
                                        new ChannelAction(NOW, "ann", "tested", true)))
                        == null;
    }

    private void recordDeleted() {
        emptyCatalog().record(ImageSnapshot.of(ASKED_AT, IMAGE.described()));
        emptyCatalog()
                .record(ImageSnapshot.of(
                        ASKED_AT.plusSeconds(60), IMAGE.in(ImageState.DELETED).described()));
    }

    private void emptyTable() {
        items().forEach(item -> DYNAMODB.client().deleteItem(delete -> delete.tableName(table)
                .key(StoredKey.of(item).toMap())));
    }

    private List<Map<String, AttributeValue>> items() {
        return DYNAMODB.client().scan(scan -> scan.tableName(table)).items();
    }

    private Set<String> kinds() {
        return items().stream()
                .map(StoredKey::of)
                .map(DynamoRetentionTest::kind)
                .collect(Collectors.toSet());
    }

    private static String kind(StoredKey key) {
        String kind = key.partition().replaceFirst("#.*", "");
        if (!kind.equals("BUILD")) {
            return kind;
        }
        return key.sort().equals(CatalogKeys.META) ? "BUILD META" : "BUILD Region row or attempt";
    }

    /** Runs an action just before the given write. */
    private record Before(AtomicInteger writes, int at, Runnable work) implements ExecutionInterceptor {
        Before(int at, Runnable work) {
            this(new AtomicInteger(), at, work);
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            boolean writes = context.request() instanceof UpdateItemRequest
                    || context.request() instanceof TransactWriteItemsRequest
                    || context.request() instanceof BatchWriteItemRequest;
            if (writes && this.writes.incrementAndGet() == at) {
                work.run();
            }
        }
    }

    /** Throws an error just before the given write. */
    private record Killing(Before before) implements ExecutionInterceptor {
        Killing(int at) {
            this(new Before(at, () -> {
                throw new OutOfMemoryError("killed on purpose");
            }));
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            before.beforeExecution(context, attributes);
        }
    }

    /** Sends the update twice, as the SDK does when the first response is lost. */
    private static final class UpdatedTwice implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof UpdateItemRequest update) {
                DYNAMODB.client().updateItem(update);
            }
        }
    }
}

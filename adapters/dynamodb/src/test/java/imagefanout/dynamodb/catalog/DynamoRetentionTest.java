package imagefanout.dynamodb.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.Retention;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.RetentionContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

final class DynamoRetentionTest extends RetentionContract {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant ASKED_AT = Instant.parse("2026-01-02T00:00:00Z");
    private static final GoldenImages IMAGE = GoldenImages.fiveAmis(1);
    private static final Set<String> KEPT = Set.of("BUILD META", "PIPELINE", "PIPELINES", "NAME", "AMI");

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

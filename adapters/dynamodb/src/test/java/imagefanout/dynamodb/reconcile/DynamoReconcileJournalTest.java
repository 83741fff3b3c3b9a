package imagefanout.dynamodb.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.journal.Backlog;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.journal.SeenBuilds;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.journal.SweepKind;
import imagefanout.model.journal.SweepProgress;
import imagefanout.model.journal.SweepStage;
import imagefanout.model.journal.WalkPosition;
import imagefanout.model.listing.PageToken;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.journal.ReconcileJournalContract;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoReconcileJournalTest extends ReconcileJournalContract {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    @Override
    protected ReconcileJournal journal() {
        return new DynamoReconcileJournal(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }

    @Test
    void storesTheLargestBacklog() {
        ReconcileJournal journal = journal();
        ImageArn longest = ImageArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + "n".repeat(128));
        TreeSet<ImageBuildArn> unseen = new TreeSet<>();
        for (int build = 1; build <= 5000; build++) {
            unseen.add(longest.build(SemanticVersion.parse("1000.1000.1000"), build));
        }
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Optional<PageToken> page = Optional.of(new PageToken("t".repeat(65_535)));
        WalkPosition walk = new WalkPosition(GoldenImages.PIPELINE, now, Optional.empty(), page, false, unseen, false);
        Map<SweepKind, SweepProgress> sweeps = new EnumMap<>(SweepKind.class);
        for (SweepKind kind : SweepKind.values()) {
            sweeps.put(
                    kind,
                    new SweepProgress(
                            kind,
                            now,
                            Optional.of(GoldenImages.US),
                            SweepStage.RECORDED,
                            page,
                            Optional.of(longest),
                            true,
                            false));
        }
        Backlog work = new Backlog(sweeps, Optional.of(walk));
        JournalEntry entry = new JournalEntry(1, Optional.empty(), work, 1, sweeps.keySet(), SweepHistory.NONE);

        journal.replace(JournalEntry.FIRST, entry);

        assertThat(journal.read()).isEqualTo(entry);
        assertThat(walk.unseen()).hasSizeGreaterThan(600);
    }

    @Test
    void keepsWhatALargeSweepHasSeen() {
        ReconcileJournal journal = journal();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        SeenBuilds seen = SeenBuilds.none(now);
        for (int build = 1; build <= 300_000; build++) {
            seen.add(GoldenImages.build(build).arn());
        }

        journal.keep(seen);

        assertThat(seen.toBytes()).hasSizeBetween(200_000, 300_000);
        assertThat(journal.seen(now).toBytes()).isEqualTo(seen.toBytes());
    }

    @Test
    void continuesAnEntryOfAnEarlierVersion() {
        String table = DYNAMODB.newTable();
        DYNAMODB.client().putItem(r -> r.tableName(table)
                .item(Map.of(
                        "PK", AttributeValue.fromS("RECONCILE"),
                        "SK", AttributeValue.fromS("JOURNAL"),
                        "version", AttributeValue.fromN("7"),
                        "requested", AttributeValue.fromL(List.of()),
                        "fullSweepRequested", AttributeValue.fromBool(true),
                        "lastCleanAt", AttributeValue.fromS("2026-01-01T00:00:00Z"),
                        "consecutiveFailures", AttributeValue.fromN("1"))));

        JournalEntry entry = new DynamoReconcileJournal(DYNAMODB.client(), table, Deadline.none()).read();

        assertThat(entry.version()).isEqualTo(7);
        assertThat(entry.hasWork()).isFalse();
        assertThat(entry.history().consecutiveFailures()).isEqualTo(1);
    }

    @Test
    void replaceSucceedsWhenAResponseIsLost() {
        String table = DYNAMODB.newTable();
        ReconcileJournal journal =
                new DynamoReconcileJournal(DYNAMODB.client(new FirstAnswerLost()), table, Deadline.none());
        JournalEntry next = new JournalEntry(1, Optional.empty(), Backlog.NONE, 1, Set.of(), SweepHistory.NONE);

        boolean replaced = journal.replace(JournalEntry.FIRST, next);

        assertThat(replaced).isTrue();
        assertThat(journal.read()).isEqualTo(next);
    }

    @Test
    void namesTheTableThatCannotBeRead() {
        ReconcileJournal journal = new DynamoReconcileJournal(DYNAMODB.client(), "NoSuchTable", Deadline.none());

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(journal::read)
                .withMessageContaining("NoSuchTable");
    }

    @Test
    void failsWhenNoTimeIsLeft() {
        ReconcileJournal journal =
                new DynamoReconcileJournal(DYNAMODB.client(), DYNAMODB.newTable(), () -> Duration.ZERO);

        assertThatExceptionOfType(StorageException.class).isThrownBy(journal::read);
    }

    private static final class FirstAnswerLost implements ExecutionInterceptor {
        private boolean lost;

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            if (!lost) {
                lost = true;
                throw SdkClientException.create("lost on purpose", new java.io.IOException("lost"));
            }
        }
    }
}

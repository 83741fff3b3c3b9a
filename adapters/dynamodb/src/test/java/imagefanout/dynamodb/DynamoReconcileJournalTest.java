package imagefanout.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.contracts.GoldenImages;
import imagefanout.contracts.ReconcileJournalContract;
import imagefanout.model.CatalogException;
import imagefanout.model.Deadline;
import imagefanout.model.ImageBuildArn;
import imagefanout.model.Lineage;
import imagefanout.model.SemanticVersion;
import imagefanout.model.reconcile.History;
import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.PageToken;
import imagefanout.model.reconcile.ReconcileJournal;
import imagefanout.model.reconcile.Sweep;
import imagefanout.model.reconcile.WalkPosition;
import imagefanout.model.reconcile.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

final class DynamoReconcileJournalTest extends ReconcileJournalContract {
    @RegisterExtension
    static final InProcessDynamoDb DYNAMODB = new InProcessDynamoDb();

    @Override
    protected ReconcileJournal journal() {
        return new DynamoReconcileJournal(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }

    @Test
    void holdsAsMuchAsAWalkThatIsHandedOnMayBringAlong() {
        ReconcileJournal journal = journal();
        TreeSet<ImageBuildArn> unseen = new TreeSet<>();
        for (int build = 1; build <= 5000; build++) {
            unseen.add(GoldenImages.build(1).arn().image().build(SemanticVersion.parse("1000.1000.1000"), build));
        }
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Optional<PageToken> page = Optional.of(new PageToken("t".repeat(65_535)));
        WalkPosition walk = new WalkPosition(GoldenImages.PIPELINE, now, Optional.empty(), page, false, unseen, false);
        TreeSet<Lineage> none = new TreeSet<>(Work.BY_ARN);
        Work work = new Work(none, Optional.of(new Sweep(now, Optional.empty(), Set.of(), false)), Optional.of(walk));
        JournalEntry entry = new JournalEntry(1, Optional.empty(), work, none, false, History.NONE);

        journal.replace(JournalEntry.FIRST, entry);

        assertThat(journal.read()).isEqualTo(entry);
        assertThat(walk.unseen()).hasSizeGreaterThan(1000);
    }

    @Test
    void anAnswerThatIsLostIsNoDefeat() {
        String table = DYNAMODB.newTable();
        ReconcileJournal journal =
                new DynamoReconcileJournal(DYNAMODB.client(new FirstAnswerLost()), table, Deadline.none());
        JournalEntry next =
                new JournalEntry(1, Optional.empty(), Work.NONE, new TreeSet<>(Work.BY_ARN), true, History.NONE);

        boolean replaced = journal.replace(JournalEntry.FIRST, next);

        assertThat(replaced).isTrue();
        assertThat(journal.read()).isEqualTo(next);
    }

    @Test
    void saysWhichTableCouldNotBeRead() {
        ReconcileJournal journal = new DynamoReconcileJournal(DYNAMODB.client(), "NoSuchTable", Deadline.none());

        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(journal::read)
                .withMessageContaining("NoSuchTable");
    }

    @Test
    void asksNothingWhenNoTimeIsLeft() {
        ReconcileJournal journal =
                new DynamoReconcileJournal(DYNAMODB.client(), DYNAMODB.newTable(), () -> Duration.ZERO);

        assertThatExceptionOfType(CatalogException.class).isThrownBy(journal::read);
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

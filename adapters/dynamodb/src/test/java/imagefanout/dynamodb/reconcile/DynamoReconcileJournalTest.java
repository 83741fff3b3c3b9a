package imagefanout.dynamodb.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.PageToken;
import imagefanout.model.reconcile.Backlog;
import imagefanout.model.reconcile.FullSweep;
import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.ReconcileJournal;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.reconcile.Reconciled;
import imagefanout.model.reconcile.Scope;
import imagefanout.model.reconcile.SweepHistory;
import imagefanout.model.reconcile.WalkPosition;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.InMemoryImageBuilder;
import imagefanout.testing.InMemoryImageCatalog;
import imagefanout.testing.ReconcileJournalContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

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
        TreeSet<Lineage> pipelines = new TreeSet<>(Backlog.BY_ARN);
        for (int pipeline = 1; pipeline <= 300; pipeline++) {
            pipelines.add(PipelineArn.parse(
                    "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + "n".repeat(120) + pipeline));
        }
        FullSweep sweep = new FullSweep(Optional.of(GoldenImages.PIPELINE), true);
        Backlog work = new Backlog(pipelines, Optional.of(sweep), Optional.of(walk));
        JournalEntry entry = new JournalEntry(1, Optional.empty(), work, pipelines, true, SweepHistory.NONE);

        journal.replace(JournalEntry.FIRST, entry);

        assertThat(journal.read()).isEqualTo(entry);
        assertThat(walk.unseen()).hasSizeGreaterThan(900);
    }

    @Test
    void storesASweepThatFailedForThousandsOfPipelines() {
        InMemoryImageBuilder service = new InMemoryImageBuilder();
        for (int pipeline = 1; pipeline <= 4000; pipeline++) {
            service.put(PipelineArn.parse(GoldenImages.PIPELINE + "-of-a-team-with-a-rather-long-name-" + pipeline));
        }
        ReconcileJournal journal = journal();
        ReconcilePipelines reconcile = new ReconcilePipelines(
                new BuildsRefused(service),
                new RecordImage(service, new InMemoryImageCatalog(), Clock.systemUTC()),
                new InMemoryImageCatalog(),
                arn -> false,
                journal,
                Clock.systemUTC(),
                Deadline.none(),
                pause -> {},
                new ReconcileSettings(
                        Set.of(GoldenImages.US), 5, Duration.ofMinutes(1), Duration.ofSeconds(20), Optional.empty()));

        Reconciled result = reconcile.reconcile(new Scope.AllLineages(), "run");

        assertThat(result.failed()).hasSize(4000);
        assertThat(journal.read().lease()).isEmpty();
        assertThat(journal.read().history().consecutiveFailures()).isEqualTo(1);
    }

    @Test
    void replaceSucceedsWhenAResponseIsLost() {
        String table = DYNAMODB.newTable();
        ReconcileJournal journal =
                new DynamoReconcileJournal(DYNAMODB.client(new FirstAnswerLost()), table, Deadline.none());
        JournalEntry next = new JournalEntry(
                1, Optional.empty(), Backlog.NONE, new TreeSet<>(Backlog.BY_ARN), true, SweepHistory.NONE);

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

    /** Lists pipelines and images, and fails to list builds. */
    private record BuildsRefused(ImageListing listing) implements ImageListing {
        @Override
        public ResultPage<PipelineArn, PageToken> pipelines(Region region, Optional<PageToken> from) {
            return listing.pipelines(region, from);
        }

        @Override
        public ResultPage<ImageVersionArn, PageToken> imageVersions(Region region, Optional<PageToken> from) {
            return listing.imageVersions(region, from);
        }

        @Override
        public ListedBuilds builds(PipelineArn pipeline, Optional<PageToken> from, int size) {
            throw new ImageBuilderException("refused", null);
        }

        @Override
        public ListedBuilds builds(ImageVersionArn version, Optional<PageToken> from, int size) {
            throw new ImageBuilderException("refused", null);
        }
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

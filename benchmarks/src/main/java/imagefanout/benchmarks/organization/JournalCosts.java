package imagefanout.benchmarks.organization;

import imagefanout.benchmarks.recording.MeasuredFunctions;
import imagefanout.benchmarks.recording.Tally;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.dynamodb.reconcile.DynamoReconcileJournal;
import imagefanout.model.Deadline;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.WalkDepth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a note in the reconcile's journal costs when there are thousands. */
public final class JournalCosts {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private JournalCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int notes : List.of(1_000, 4_000, 16_000)) {
            rows.addAll(rows(notes));
        }
        return rows;
    }

    static List<GoalRow> rows(int notes) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            new DynamoReconcileJournal(fleet.client(), MeasuredFunctions.CATALOG, Deadline.none())
                    .add(IntStream.range(0, notes).mapToObj(JournalCosts::note).toList());
            DynamoReconcileJournal journal =
                    new DynamoReconcileJournal(fleet.measuredClient(), MeasuredFunctions.CATALOG, Deadline.none());
            Tally added = OrganizationFleet.count(() -> journal.add(List.of(note(notes))));
            String size = String.format(Locale.ROOT, "%,d pipelines with a note", notes);
            return List.of(
                    new GoalRow("one more note in the journal: write units", size, added.writeUnits(), 1),
                    new GoalRow(
                            "notes that are lost",
                            size,
                            notes + 1.0 - journal.notes().size(),
                            0));
        }
    }

    private static Note note(int number) {
        PipelineArn pipeline =
                PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + number);
        return new Note(pipeline, WalkDepth.NEWEST, NOON, "run");
    }
}

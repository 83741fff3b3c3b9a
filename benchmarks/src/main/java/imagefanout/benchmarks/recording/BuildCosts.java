package imagefanout.benchmarks.recording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts what builds of several sizes cost, each recorded by the fleet and by a straightforward recorder. */
public final class BuildCosts {
    /** It has no goal for memory, and should not be slow because of it. */
    private static final int STRAIGHTFORWARD_HEAP = 1024;

    private final Path folder;
    private final int heap;

    /**
     * @param folder where {@code costs.jsonl} is written, a line for each measurement; exists
     * @param heap in MB, that the fleet records with
     */
    public BuildCosts(Path folder, int heap) {
        this.folder = requireNonNull(folder, "folder");
        this.heap = heap;
    }

    /**
     * Measures, prints a table and the goals that are missed.
     *
     * @param amis how many AMIs the builds make; empty for all sizes
     * @return whether every goal is met
     */
    public boolean print(List<Integer> amis, PrintWriter out) throws IOException, InterruptedException {
        List<MeasuredBuild> builds = amis.isEmpty()
                ? MeasuredBuild.FROM_SMALL_TO_LARGE
                : amis.stream().map(MeasuredBuild::of).toList();
        List<CostComparison> comparisons = compare(builds);
        CostTable.print(comparisons, out);
        List<String> missed = comparisons.stream()
                .flatMap(each -> each.missedGoals().stream())
                .toList();
        missed.forEach(goal -> out.println("MISSED: " + goal));
        out.println();
        return missed.isEmpty();
    }

    private List<CostComparison> compare(List<MeasuredBuild> builds) throws IOException, InterruptedException {
        List<CostComparison> comparisons = new ArrayList<>();
        try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve("costs.jsonl"))) {
            for (MeasuredBuild build : builds) {
                Measurement fleet = measure(MeasuredRecording.FLEET, build, heap, lines);
                Measurement straightforward =
                        measure(MeasuredRecording.STRAIGHTFORWARD, build, STRAIGHTFORWARD_HEAP, lines);
                comparisons.add(new CostComparison(fleet, straightforward));
            }
        }
        return comparisons;
    }

    /** Each measurement has its own services, and so empty tables. */
    private Measurement measure(String recorder, MeasuredBuild build, int heapLimit, BufferedWriter lines)
            throws IOException, InterruptedException {
        Path result = folder.resolve(recorder + "-" + build.amis() + ".json");
        Files.deleteIfExists(result);
        try (ServiceProcesses services = ServiceProcesses.start(List.of(build), folder);
                ForkedJvm recording = ForkedJvm.start(
                        MeasuredRecording.class.getName(),
                        heapLimit,
                        folder.resolve(recorder + "-" + build.amis() + ".log"),
                        MeasuredRecording.arguments(recorder, build, services, heapLimit, result))) {
            recording.join();
        }
        String line = Files.readString(result);
        lines.write(line);
        lines.newLine();
        return new JsonMapper().readValue(line, Measurement.class);
    }
}

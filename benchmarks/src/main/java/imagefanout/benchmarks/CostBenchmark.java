package imagefanout.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program: counts what builds of several sizes cost. The exit status is 1 when a goal is missed. */
@Command(
        name = "benchmarks",
        description = "Counts what recording and asking cost, beside a straightforward recorder.",
        mixinStandardHelpOptions = true)
public final class CostBenchmark implements Callable<Integer> {
    private static final int GOAL_MISSED = 1;

    /** It has no goal for memory, and should not be slow because of it. */
    private static final int STRAIGHTFORWARD_HEAP = 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            description =
                    "How many AMIs the builds make. None: 5 50 500 3000 30000, and then the goals beyond single builds.")
    private List<Integer> sizes = List.of();

    @Option(names = "--year", description = "Simulate only a year of this many pipelines, 500 in some ten minutes.")
    private int pipelinesOfTheYear;

    @Option(names = "--goals", description = "Count only the goals beyond single builds.")
    private boolean onlyGoals;

    @Option(
            names = "--rate",
            paramLabel = "CALLS",
            description = "Measure only what a call of latest takes, over that many calls.")
    private int rate;

    @Option(
            names = "--heap",
            defaultValue = "128",
            description = "MB of heap that the fleet records with (${DEFAULT-VALUE}).")
    private int heap;

    @Option(
            names = "--folder",
            defaultValue = "benchmarks/target/costs",
            description = "Where costs.jsonl is written (${DEFAULT-VALUE}).")
    private Path folder;

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true), arguments));
    }

    static int run(PrintWriter out, String... arguments) {
        return new CommandLine(new CostBenchmark()).setOut(out).execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (rate > 0) {
            Files.createDirectories(folder);
            new SustainedRate(folder, rate).print(out);
            return 0;
        }
        if (pipelinesOfTheYear > 0) {
            List<Supplier<List<GoalRow>>> year = List.of(() -> YearSimulation.rows(pipelinesOfTheYear));
            return new CostGoals(year).print(out).isEmpty() ? 0 : GOAL_MISSED;
        }
        boolean missed = !onlyGoals && missesForBuilds(out);
        if (sizes.isEmpty()) {
            missed |= !new CostGoals().print(out).isEmpty();
        }
        return missed ? GOAL_MISSED : 0;
    }

    private boolean missesForBuilds(PrintWriter out) throws IOException, InterruptedException {
        List<MeasuredBuild> builds = sizes.isEmpty()
                ? MeasuredBuild.FROM_SMALL_TO_LARGE
                : sizes.stream().map(MeasuredBuild::of).toList();
        Files.createDirectories(folder);
        List<CostComparison> comparisons = compare(builds);
        CostTable.print(comparisons, out);
        List<String> missed = comparisons.stream()
                .flatMap(each -> each.missedGoals().stream())
                .toList();
        missed.forEach(goal -> out.println("MISSED: " + goal));
        out.println();
        return !missed.isEmpty();
    }

    /** Each measurement is also a line of costs.jsonl. */
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

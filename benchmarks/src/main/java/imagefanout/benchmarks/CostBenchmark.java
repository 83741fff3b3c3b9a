package imagefanout.benchmarks;

import imagefanout.benchmarks.organization.OrganizationCosts;
import imagefanout.benchmarks.recording.BuildCosts;
import imagefanout.benchmarks.recording.SustainedRate;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.benchmarks.report.GrowthChart;
import imagefanout.benchmarks.virtual.YearSimulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
            description = "Where costs.jsonl and the plots are written (${DEFAULT-VALUE}).")
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
        Files.createDirectories(folder);
        if (rate > 0) {
            new SustainedRate(folder, rate).print(out);
            return 0;
        }
        if (pipelinesOfTheYear > 0) {
            return status(new CostGoals(List.of(() -> YearSimulation.rows(pipelinesOfTheYear))).print(out));
        }
        int builds = onlyGoals || new BuildCosts(folder, heap).print(sizes, out) ? 0 : GOAL_MISSED;
        return sizes.isEmpty() ? Math.max(builds, countGoals(out)) : builds;
    }

    private int countGoals(PrintWriter out) throws IOException {
        List<GoalRow> rows = new CostGoals().print(out);
        OrganizationCosts months = OrganizationCosts.count();
        months.print(out);
        Files.writeString(folder.resolve("goals.svg"), GrowthChart.draw(rows));
        Files.writeString(folder.resolve("writes.svg"), months.drawWrites());
        Files.writeString(folder.resolve("calls.svg"), months.drawCalls());
        return status(rows);
    }

    private static int status(List<GoalRow> rows) {
        return rows.stream().anyMatch(GoalRow::isMissed) ? GOAL_MISSED : 0;
    }
}

package imagefanout.endtoend.faults;

import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results for all pairs of call and fault: a table, followed by each pair with a wrong result. */
final class FaultReport {
    private static final Path FILE = Path.of("target", "faults.txt");
    private static final String ROW = "%-16s %7s %7s %7s %10s %11s %9s %7s%n";

    private final int every;
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();
    private final Map<String, int[]> counts = new LinkedHashMap<>();

    /** One pair with its result. */
    record Line(InjectedFault fault, ObservedCall call, List<InvocationResult> results, List<String> problems) {
        private InvocationResult last() {
            return results.get(results.size() - 1);
        }

        @Override
        public String toString() {
            return fault + " (" + call + "): " + String.join("\n", problems) + "\n  it reported " + last();
        }
    }

    /** @param every one of this many pairs was tested */
    FaultReport(int every) {
        this.every = every;
    }

    void add(Scenario scenario, Line line) {
        lines.computeIfAbsent(scenario.name(), name -> new ArrayList<>()).add(line);
    }

    void calls(Scenario scenario, int calls, int pairs) {
        counts.put(scenario.name(), new int[] {calls, pairs});
    }

    void write() throws IOException {
        String text = text();
        System.out.println(text);
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append(every == 1 ? "Every fault on every call" : "Faults on calls, 1 of " + every + " pairs")
                .append('\n');
        text.append(
                String.format(ROW, "scenario", "calls", "pairs", "tried", "first try", "on a retry", "later", "WRONG"));
        List<Line> all = new ArrayList<>();
        int calls = 0;
        int pairs = 0;
        for (Map.Entry<String, int[]> scenario : counts.entrySet()) {
            List<Line> tried = lines.getOrDefault(scenario.getKey(), List.of());
            text.append(row(scenario.getKey(), scenario.getValue()[0], scenario.getValue()[1], tried));
            all.addAll(tried);
            calls += scenario.getValue()[0];
            pairs += scenario.getValue()[1];
        }
        text.append(row("all", calls, pairs, all));
        text.append("first try: the SDK or the function recovered; on a retry: one of Lambda's two retries succeeded;\n"
                + "later: every try failed and reported it, and the next regular run repaired it.\n");
        lines.forEach((scenario, some) -> some.stream()
                .filter(line -> !line.problems().isEmpty())
                .forEach(line -> text.append("WRONG ")
                        .append(scenario)
                        .append(": ")
                        .append(line)
                        .append('\n')));
        return text.toString();
    }

    private static String row(String name, int calls, int pairs, List<Line> tried) {
        long first = tried.stream()
                .filter(line -> line.last().isDone() && line.results().size() == 1)
                .count();
        long done = tried.stream().filter(line -> line.last().isDone()).count();
        long wrong = tried.stream().filter(line -> !line.problems().isEmpty()).count();
        return String.format(ROW, name, calls, pairs, tried.size(), first, done - first, tried.size() - done, wrong);
    }
}

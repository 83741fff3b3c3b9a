package imagefanout.command.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import imagefanout.command.queries.Shown;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.remote.StackFleet;
import imagefanout.command.remote.UrlFleet;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at a fleet as an expert would. */
@Command(
        name = "doctor",
        description = "Looks at a fleet as an expert would, and says what to mend: notifications, last reconcile, dead"
                + " letters, functions, alarms, configurations, registry rows. Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:no problem", "1:there is something to mend", "2:usage", "3:not reachable"},
        footer = "  image-fanout doctor --stack image-fanout --profile images")
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private RemoteOptions remote;

    @Override
    public Integer call() {
        return remote.run(fleet -> show(fleet.name(), examine(fleet, Clock.systemUTC())));
    }

    private static List<Finding> examine(RemoteFleet fleet, Clock clock) {
        Examination examination = new Examination();
        new FleetChecks(fleet, clock).run(examination);
        if (fleet instanceof StackFleet stack) {
            new StackChecks(stack, clock).run(examination);
        } else if (fleet instanceof UrlFleet local) {
            examination.check("dead letters", () -> List.of(deadLetters(local.deadLetters())));
            examination.check(
                    "the rest",
                    () -> List.of(Finding.unchecked(
                            "the rest", "a local fleet has no alarms, function versions, metrics and permissions")));
        }
        return examination.findings();
    }

    private static Finding deadLetters(int count) {
        return count == 0
                ? Finding.ok("dead letters", "none")
                : Finding.problem(
                        "dead letters",
                        Shown.count(count, "event") + " failed at every attempt",
                        "see what image-fanout serve printed");
    }

    private static Printout show(String fleet, List<Finding> findings) {
        TextTable csv = new TextTable("level", "subject", "found", "mend");
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        Printout printout = new Printout(json, csv).line(Tint.STRONG, "Checked: " + fleet);
        findings.stream().sorted(Comparator.comparing(Finding::level)).forEach(finding -> {
            csv.row(Cell.state(finding.level().name()), finding.subject(), finding.found(), finding.mend());
            json.addObject()
                    .put("level", finding.level().name())
                    .put("subject", finding.subject())
                    .put("found", finding.found())
                    .put("mend", finding.mend());
            Tint tint = Tint.ofState(finding.level().name());
            printout.line(tint, "  " + finding.level() + "  " + finding.subject() + ": " + finding.found());
            if (!finding.mend().isEmpty()) {
                printout.line("           to do: " + finding.mend());
            }
        });
        long problems = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.PROBLEM)
                .count();
        printout.line(
                problems == 0 ? Tint.GOOD : Tint.BAD,
                problems == 0 ? "No problem." : Shown.count((int) problems, "problem") + " to mend.");
        return problems == 0 ? printout : printout.incomplete();
    }
}

package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.queries.Shown;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answer of sync-distributions, as a plan for people: account by account, with counts and what an approval would do. */
final class SyncPlanView {
    private final JsonNode answer;
    private final Map<String, String> names;
    private final TextTable csv =
            new TextTable("configuration", "outcome", "change", "account", "name", "region", "held");
    private final Printout printout;

    private SyncPlanView(JsonNode answer, Map<String, String> names) {
        this.answer = answer;
        this.names = names;
        this.printout = new Printout(answer, csv);
    }

    static Printout of(JsonNode answer, Map<String, String> names) {
        return new SyncPlanView(answer, names).printout();
    }

    /** What happens to one account. */
    private enum PlannedChange {
        ADD("+", Tint.GOOD),
        REMOVE("-", Tint.BAD),
        ADD_ON_HOLD("+", Tint.WAITING),
        REMOVE_ON_HOLD("-", Tint.WAITING);

        private final String sign;
        private final Tint tint;

        PlannedChange(String sign, Tint tint) {
            this.sign = sign;
            this.tint = tint;
        }

        boolean isHeld() {
            return this == ADD_ON_HOLD || this == REMOVE_ON_HOLD;
        }
    }

    private Printout printout() {
        for (JsonNode configuration : answer.path("configurations")) {
            show(configuration);
        }
        if (answer.path("configurations").isEmpty()) {
            printout.line("No distribution configuration has the tag image-fanout:groups.");
        }
        if (answer.has("waitsFor")) {
            printout.line(Tint.WAITING, answer.path("waitsFor").asText()).incomplete();
        }
        list("badRows", Tint.BAD, "Bad registry row: ");
        list("failures", Tint.BAD, "Failed: ");
        list("warnings", Tint.WAITING, "Warning: ");
        if (!answer.path("badRows").isEmpty() || !answer.path("failures").isEmpty()) {
            printout.incomplete();
        }
        if (!answer.at("/approval/matched").asBoolean(true)) {
            printout.line(
                            Tint.BAD,
                            "No plan has the digest "
                                    + answer.at("/approval/digest").asText()
                                    + ": nothing was approved. image-fanout sync plan shows today's.")
                    .incomplete();
        }
        if (answer.path("dryRun").asBoolean()) {
            printout.line(
                    "This was a dry run: nothing was changed. image-fanout sync apply does it now; the schedule does it"
                            + " anyway.");
        }
        return printout;
    }

    private void list(String member, Tint tint, String start) {
        answer.path(member).forEach(text -> printout.line(tint, start + text.asText()));
    }

    private void show(JsonNode configuration) {
        String name = configuration.path("name").asText();
        String outcome = configuration.path("outcome").asText();
        printout.line(
                Tint.ofState(outcome),
                name + " is " + outcome + " (groups " + String.join(", ", Shown.texts(configuration.path("groups")))
                        + ")");
        Map<PlannedChange, Map<String, List<String>>> changes = changes(configuration);
        TextTable table = new TextTable("", "account", "name", "Regions", "");
        changes.forEach((change, accounts) -> accounts.forEach((account, regions) -> {
            table.row(
                    new Cell(change.sign, change.tint),
                    new Cell(account, change.tint),
                    names.getOrDefault(account, ""),
                    String.join(" ", regions),
                    change.isHeld() ? "on hold" : "");
            regions.forEach(region -> csv.row(
                    name, outcome, change.sign, account, names.getOrDefault(account, ""), region, change.isHeld()));
        }));
        printout.table(table);
        if (changes.isEmpty()) {
            csv.row(name, outcome, "", "", "", "", false);
        }
        parameters(configuration);
        configuration.path("reasons").forEach(reason -> printout.line("  " + reason.asText()));
        count(configuration, changes);
        if (!List.of("IN_SYNC", "PLANNED", "APPLIED", "CREATED").contains(outcome)) {
            printout.incomplete();
        }
    }

    /** How many copies get, and lose, each SSM parameter. */
    private void parameters(JsonNode configuration) {
        Map<String, int[]> counts = new TreeMap<>();
        configuration.path("plan").forEach(region -> region.path("ssmParameters")
                .forEach(parameter -> {
                    int[] count = counts.computeIfAbsent(parameter.path("name").asText(), name -> new int[2]);
                    count[0] += size(parameter, "add");
                    count[1] += size(parameter, "remove");
                }));
        counts.forEach((name, count) -> printout.line("  SSM parameter " + name + ": " + count[0] + " to add, "
                + count[1] + " to remove (accounts × Regions)"));
    }

    /** A list that was cut has its length in another member. */
    private static int size(JsonNode json, String list) {
        return json.path(list + "Count").asInt(json.path(list).size());
    }

    /** The Regions by account of each change. */
    private static Map<PlannedChange, Map<String, List<String>>> changes(JsonNode configuration) {
        Map<PlannedChange, Map<String, List<String>>> changes = new TreeMap<>();
        for (JsonNode region : configuration.path("plan")) {
            List<String> held = Shown.texts(region.path("held"));
            List<String> heldAdditions = Shown.texts(region.path("heldAdditions"));
            String name = region.path("region").asText();
            for (String account : Shown.texts(region.path("add"))) {
                note(
                        changes,
                        heldAdditions.contains(account) ? PlannedChange.ADD_ON_HOLD : PlannedChange.ADD,
                        account,
                        name);
            }
            for (String account : Shown.texts(region.path("remove"))) {
                note(
                        changes,
                        held.contains(account) ? PlannedChange.REMOVE_ON_HOLD : PlannedChange.REMOVE,
                        account,
                        name);
            }
            held.forEach(account -> note(changes, PlannedChange.REMOVE_ON_HOLD, account, name));
            heldAdditions.forEach(account -> note(changes, PlannedChange.ADD_ON_HOLD, account, name));
        }
        return changes;
    }

    private static void note(
            Map<PlannedChange, Map<String, List<String>>> changes,
            PlannedChange change,
            String account,
            String region) {
        List<String> regions = changes.computeIfAbsent(change, kind -> new TreeMap<>())
                .computeIfAbsent(account, id -> new ArrayList<>());
        if (!regions.contains(region)) {
            regions.add(region);
        }
    }

    private void count(JsonNode configuration, Map<PlannedChange, Map<String, List<String>>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        int added = size(changes, PlannedChange.ADD);
        int removed = size(changes, PlannedChange.REMOVE);
        int held = size(changes, PlannedChange.ADD_ON_HOLD) + size(changes, PlannedChange.REMOVE_ON_HOLD);
        printout.line(
                Tint.STRONG, "Plan: " + added + " to add, " + removed + " to remove, " + held + " on hold (accounts)");
        if (held > 0) {
            printout.line("To approve it: image-fanout sync approve "
                    + configuration.path("digest").asText()
                    + " --reason TEXT. That would also add " + size(changes, PlannedChange.ADD_ON_HOLD) + " and remove "
                    + size(changes, PlannedChange.REMOVE_ON_HOLD) + " of those on hold, once.");
        }
    }

    private static int size(Map<PlannedChange, Map<String, List<String>>> changes, PlannedChange change) {
        return changes.getOrDefault(change, Map.of()).size();
    }
}

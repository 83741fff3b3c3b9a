package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.queries.Shown;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;

/** The answer of import-accounts, as a plan for people: row by row, with what is on hold and how to approve it. */
final class ImportPlanView {
    private ImportPlanView() {}

    static Printout of(JsonNode answer, boolean dryRun) {
        TextTable table = new TextTable("", "account", "name", "status", "groups", "rules", "");
        answer.path("plan").forEach(change -> addRow(table, change));
        Printout printout = new Printout(answer, table).table(table);
        answer.path("rulesWithoutAccounts")
                .forEach(rule -> printout.line(Tint.WAITING, "No account matches the rule " + rule.asText() + "."));
        answer.path("warnings").forEach(warning -> printout.line(Tint.WAITING, "Warning: " + warning.asText()));
        answer.path("problems").forEach(problem -> printout.line(Tint.BAD, "Problem: " + problem.asText()));
        int held = answer.at("/held/accounts").size();
        int changes = table.isEmpty() ? 0 : answer.path("changes").asInt() - held;
        printout.line(
                Tint.STRONG,
                (dryRun ? "Plan: " : "Import: ") + Shown.count(changes, "row") + (dryRun ? " to write, " : " written, ")
                        + held + " on hold");
        if (answer.path("held").has("digest")) {
            printout.line("To approve it: image-fanout accounts approve "
                    + answer.at("/held/digest").asText()
                    + " --reason TEXT. That writes the rows on hold, too, once.");
        }
        return held > 0 || !answer.path("problems").isEmpty() ? printout.incomplete() : printout;
    }

    private static void addRow(TextTable table, JsonNode change) {
        boolean isHeld = change.path("held").asBoolean();
        JsonNode after = change.path("after");
        Tint tint = isHeld ? Tint.WAITING : change.path("loses").asBoolean() ? Tint.BAD : Tint.GOOD;
        table.row(
                new Cell(change.has("before") ? "~" : "+", tint),
                new Cell(change.path("accountId").asText(), tint),
                after.path("name").asText(""),
                beforeAndAfter(change, "status"),
                beforeAndAfter(change, "groups"),
                String.join(" ", Shown.texts(after.path("groupRules"))),
                isHeld ? "on hold" : "");
    }

    private static String beforeAndAfter(JsonNode change, String member) {
        String before = text(change.path("before").path(member));
        String after = text(change.path("after").path(member));
        return change.has("before") && !before.equals(after) ? before + " > " + after : after;
    }

    private static String text(JsonNode value) {
        return value.isArray() ? String.join(" ", Shown.texts(value)) : value.asText("");
    }
}

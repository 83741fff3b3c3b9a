package imagefanout.importaccounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.accounts.ImportPlan;
import imagefanout.model.accounts.ImportReport;
import imagefanout.model.accounts.RowChange;
import imagefanout.model.registry.ImportedRow;
import imagefanout.model.registry.RegisteredAccount;
import java.util.Collection;
import java.util.Set;

/** The function's answer as JSON. Empty lists are included. */
final class ImportAnswer {
    /** Lambda fails an invocation whose answer has more than 6 MB; a change has at most 3 KB. */
    private static final int MAX_CHANGES = 2_000;

    private ImportAnswer() {}

    static ObjectNode of(ImportReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", report.outcome().name());
        if (report.mark().standing()) {
            json.put("unfinishedSince", report.mark().startedAt().toString());
        }
        report.held().ifPresent(held -> write(held, json.putObject("held")));
        report.plan().ifPresent(plan -> write(plan, report, json));
        texts(json.putArray("written"), report.written());
        texts(json.putArray("problems"), report.problems());
        return json;
    }

    private static void write(HeldImport held, ObjectNode json) {
        json.put("digest", held.digest().hex());
        json.put("since", held.since().toString());
        texts(json.putArray("accounts"), held.accounts());
    }

    private static void write(ImportPlan plan, ImportReport report, ObjectNode json) {
        Set<?> held = report.held().<Set<?>>map(HeldImport::accounts).orElse(Set.of());
        json.put("changes", plan.changes().size());
        ArrayNode changes = json.putArray("plan");
        plan.changes().values().stream()
                .limit(MAX_CHANGES)
                .forEach(change -> write(change, held.contains(change.account()), changes.addObject()));
        texts(json.putArray("rulesWithoutAccounts"), plan.unmatchedRules());
        texts(json.putArray("warnings"), plan.warnings());
    }

    private static void write(RowChange change, boolean held, ObjectNode json) {
        json.put("accountId", change.account().value());
        json.put("loses", change.loses());
        json.put("held", held);
        change.before().ifPresent(before -> write(before, json.putObject("before")));
        write(change.after(), json.putObject("after"));
    }

    private static void write(RegisteredAccount account, ObjectNode json) {
        json.put("status", account.status().name());
        texts(json.putArray("groups"), account.groups());
        account.regions().ifPresent(regions -> texts(json.putArray("regions"), regions));
        account.name().ifPresent(name -> json.put("name", name));
        account.imported().ifPresent(imported -> write(imported, json));
    }

    private static void write(ImportedRow imported, ObjectNode json) {
        ObjectNode rules = json.putObject("groupRules");
        imported.groupRules().forEach(rules::put);
        imported.regionsRule().ifPresent(rule -> json.put("regionsRule", rule));
    }

    private static void texts(ArrayNode array, Collection<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }
}

package imagefanout.syncdistributions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.AccountId;
import imagefanout.model.Region;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionPlan;
import imagefanout.model.sync.SeedReport;
import imagefanout.model.sync.SeededAccount;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;

/** What the function answers, as JSON. A list that is empty is there and empty. */
final class Answer {
    private Answer() {}

    static ObjectNode of(SyncReport report) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("dryRun", report.request().mode() == SyncRequest.Mode.DRY_RUN);
        answer.put("accounts", report.accounts());
        report.request().approval().ifPresent(text -> answer.putObject("approval")
                .put("digest", text)
                .put("matched", report.isApprovalMatched()));
        ArrayNode configurations = answer.putArray("configurations");
        report.configurations().forEach(configuration -> write(configuration, configurations.addObject()));
        texts(answer.putArray("badRows"), report.badRows());
        texts(answer.putArray("failures"), report.failures());
        return answer;
    }

    private static void write(ConfigurationReport report, ObjectNode json) {
        report.configuration().ifPresent(arn -> json.put("distributionConfigurationArn", arn.toString()));
        json.put("name", report.name());
        texts(json.putArray("groups"), report.groups());
        json.put("outcome", report.outcome().name());
        report.digest().ifPresent(digest -> json.put("digest", digest.hex()));
        texts(json.putArray("reasons"), report.reasons());
        ArrayNode plan = json.putArray("plan");
        report.planned().forEach((region, planned) -> write(report, region, planned, plan.addObject()));
        ArrayNode applied = json.putArray("applied");
        report.applied().values().forEach(change -> write(change, applied.addObject()));
    }

    private static void write(ConfigurationReport report, Region region, RegionPlan planned, ObjectNode json) {
        SortedSet<AccountId> none = Collections.emptySortedSet();
        json.put("region", region.value());
        texts(json.putArray("add"), planned.toAdd());
        texts(json.putArray("remove"), planned.toRemove());
        texts(json.putArray("held"), report.held().getOrDefault(region, none));
        texts(json.putArray("dangling"), planned.dangling());
    }

    private static void write(RegionChange change, ObjectNode json) {
        json.put("region", change.region().value());
        texts(json.putArray("added"), change.added());
        texts(json.putArray("removed"), change.removed());
    }

    static ObjectNode of(SeedReport report) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("dryRun", report.mode() == SyncRequest.Mode.DRY_RUN);
        answer.put("distributionConfigurationArn", report.configuration().toString());
        report.group().ifPresent(group -> answer.put("group", group.name()));
        ArrayNode accounts = answer.putArray("accounts");
        report.accounts().forEach(account -> write(account, accounts.addObject()));
        texts(answer.putArray("failures"), report.failures());
        return answer;
    }

    private static void write(SeededAccount account, ObjectNode json) {
        json.put("accountId", account.account().value());
        json.put("outcome", account.outcome().name());
        texts(json.putArray("groups"), account.groups());
        account.regions().ifPresent(regions -> texts(json.putArray("regions"), regions));
        if (!account.note().isEmpty()) {
            json.put("note", account.note());
        }
    }

    private static void texts(ArrayNode array, Collection<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }
}

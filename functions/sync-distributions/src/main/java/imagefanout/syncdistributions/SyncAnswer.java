package imagefanout.syncdistributions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Json;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.seed.SeedReport;
import imagefanout.model.seed.SeededAccount;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionPlan;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/** What the function answers, as JSON. A list that is empty is there and empty. */
final class SyncAnswer {
    /** Lambda takes 6 MB for an answer, and fails an invocation with more, whatever it has done. */
    private static final int MOST_BYTES = 5_900_000;

    private static final int ALL = Integer.MAX_VALUE;
    /** How much of each list is shown, one after the other, until the answer is short enough. */
    private static final List<Integer> LENGTHS = List.of(ALL, 100, 10, 0);

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final int most;

    private SyncAnswer(int most) {
        this.most = most;
    }

    /** With every list whole, if that is short enough; else with as much of each as is, and how long it really is. */
    static ObjectNode of(SyncReport report) {
        for (int most : LENGTHS) {
            SyncAnswer answer = new SyncAnswer(most);
            answer.write(report);
            if (Json.bytes(answer.json).length <= MOST_BYTES) {
                return answer.json;
            }
        }
        throw new IllegalStateException(
                "what was done is too much to be told: ask for one distributionConfigurationArn");
    }

    private void write(SyncReport report) {
        json.put("dryRun", report.request().mode() == SyncRequest.Mode.DRY_RUN);
        json.put("accounts", report.accounts());
        report.request().approval().ifPresent(text -> json.putObject("approval")
                .put("digest", text)
                .put("matched", report.isApprovalMatched()));
        if (most < ALL) {
            json.put("listsCutAt", most);
        }
        ArrayNode configurations = json.putArray("configurations");
        report.configurations().forEach(configuration -> write(configuration, configurations.addObject()));
        texts(json, "badRows", report.badRows());
        texts(json, "failures", report.failures());
    }

    private void write(ConfigurationReport report, ObjectNode json) {
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

    private void write(ConfigurationReport report, Region region, RegionPlan planned, ObjectNode json) {
        SortedSet<AccountId> none = Collections.emptySortedSet();
        json.put("region", region.value());
        texts(json, "add", planned.toAdd());
        texts(json, "remove", planned.toRemove());
        texts(json, "held", report.held().getOrDefault(region, none));
        texts(json, "staleReferences", planned.staleReferences());
    }

    private void write(RegionChange change, ObjectNode json) {
        json.put("region", change.region().value());
        texts(json, "added", change.added());
        texts(json, "removed", change.removed());
    }

    /** As much of the list as is shown; where that is not all, beside it how long it is: {@code addCount} for {@code add}. */
    private void texts(ObjectNode json, String name, Collection<?> values) {
        texts(json.putArray(name), values.stream().limit(most).toList());
        if (values.size() > most) {
            json.put(name + "Count", values.size());
        }
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

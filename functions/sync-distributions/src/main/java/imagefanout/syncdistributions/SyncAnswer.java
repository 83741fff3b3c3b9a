package imagefanout.syncdistributions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.EventJson;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionPlan;
import imagefanout.model.seed.SeedReport;
import imagefanout.model.seed.SeededAccount;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import java.util.Collection;
import java.util.List;

/** The function's answer as JSON. Empty lists are included. */
final class SyncAnswer {
    /** Lambda fails an invocation whose answer has more than 6 MB. */
    private static final int MAX_BYTES = 5_900_000;

    private static final int ALL = Integer.MAX_VALUE;

    /** The list lengths to try until the answer is short enough. */
    private static final List<Integer> LENGTHS = List.of(ALL, 100, 10, 0);

    private final int max;

    private SyncAnswer(int max) {
        this.max = max;
    }

    /** Has complete lists if that is short enough; otherwise the first elements of each list, and its length. */
    static ObjectNode of(SyncReport report) {
        for (int max : LENGTHS) {
            ObjectNode json = new SyncAnswer(max).json(report);
            if (EventJson.bytes(json).length <= MAX_BYTES) {
                return json;
            }
        }
        throw new IllegalStateException("the answer has more than 6 MB: sync a single distributionConfigurationArn");
    }

    private ObjectNode json(SyncReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dryRun", report.request().mode() == SyncRequest.Mode.DRY_RUN);
        json.put("accounts", report.accounts());
        report.waitsFor().ifPresent(why -> json.put("waitsFor", why));
        report.request().approval().ifPresent(approval -> json.putObject("approval")
                .put("digest", approval.digest().hex())
                .put("by", approval.by())
                .put("reason", approval.reason())
                .put("matched", report.isApprovalMatched()));
        if (max < ALL) {
            json.put("listsCutAt", max);
        }
        ArrayNode configurations = json.putArray("configurations");
        report.configurations().forEach(configuration -> write(configuration, configurations.addObject()));
        texts(json, "firstSeen", report.firstSeen());
        texts(json, "badRows", report.badRows());
        texts(json, "warnings", report.warnings());
        texts(json, "failures", report.failures());
        return json;
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
        HeldAccounts held = report.held().getOrDefault(region, HeldAccounts.NONE);
        json.put("region", region.value());
        texts(json, "add", planned.toAdd());
        texts(json, "remove", planned.toRemove());
        texts(json, "held", held.removals());
        texts(json, "heldAdditions", held.additions());
        texts(json, "staleReferences", planned.staleReferences());
        parameters(json, planned.parameterChange(), "add", "remove");
    }

    private void write(RegionChange change, ObjectNode json) {
        json.put("region", change.region().value());
        texts(json, "added", change.added());
        texts(json, "removed", change.removed());
        parameters(json, change.parameters(), "added", "removed");
    }

    /** Adds the SSM parameters by name. */
    private void parameters(ObjectNode json, ParameterChange change, String added, String removed) {
        ArrayNode parameters = json.putArray("ssmParameters");
        change.byName().forEach((name, changed) -> {
            ObjectNode parameter = parameters.addObject().put("name", name.value());
            texts(parameter, added, changed.addedAccounts());
            texts(parameter, removed, changed.removedAccounts());
        });
    }

    /** Adds the first elements and, if there are more, the length of the list: {@code addCount} for {@code add}. */
    private void texts(ObjectNode json, String name, Collection<?> values) {
        texts(json.putArray(name), values.stream().limit(max).toList());
        if (values.size() > max) {
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

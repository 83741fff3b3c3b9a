package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.localfleet.Narrator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;

/** The account registry takes over the target accounts. */
final class GoldenAccounts {
    static final String NEWCOMER = "444444444444";

    static final String GROUP = "golden";
    private static final String REGISTRY = "AccountRegistryTable";
    private static final String FUNCTION = "SyncDistributionsFunction";
    private static final String PARAMETER_TAG = "image-fanout:ssm-parameter";
    private static final String PARAMETER = "/golden/linux/latest";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ImagebuilderClient imageBuilder;
    private final DynamoDbClient tables;
    private final Invocations functions;
    private final Narrator narrator;
    private final String configuration;

    GoldenAccounts(
            ImagebuilderClient imageBuilder,
            DynamoDbClient tables,
            Invocations functions,
            Narrator narrator,
            String pipeline) {
        this.imageBuilder = imageBuilder;
        this.tables = tables;
        this.functions = functions;
        this.narrator = narrator;
        this.configuration = imageBuilder
                .getImagePipeline(get -> get.imagePipelineArn(pipeline))
                .imagePipeline()
                .distributionConfigurationArn();
    }

    /** Adopts the configuration: tags it, and writes its accounts into the registry. No account is removed. */
    void adopt() throws IOException, InterruptedException {
        imageBuilder.tagResource(tag -> tag.resourceArn(configuration).tags(Map.of("image-fanout:groups", GROUP)));
        JsonNode seeded = functions.invoke(FUNCTION, about().put("seedRegistry", true));
        StringJoiner added = new StringJoiner(", ");
        for (JsonNode account : seeded.path("accounts")) {
            added.add(account.path("accountId").asText() + " "
                    + account.path("outcome").asText()
                    + (account.has("regions") ? " (only " + list(account.path("regions")) + ")" : ""));
        }
        narrator.line("  tagged image-fanout:groups = " + GROUP + "; registry: " + added);
        expect(sync(about().put("dryRun", true)), "IN_SYNC");
        writeParameters();
    }

    /** Lets each build write its AMI IDs to an SSM parameter of each target account. */
    private void writeParameters() throws IOException, InterruptedException {
        imageBuilder.tagResource(tag -> tag.resourceArn(configuration).tags(Map.of(PARAMETER_TAG, PARAMETER)));
        sync(about());
        long parameters = distributions().stream()
                .mapToLong(distribution ->
                        distribution.ssmParameterConfigurations().size())
                .sum();
        if (parameters == 0) {
            throw new IOException("no SSM parameter was added");
        }
        narrator.line("  tagged " + PARAMETER_TAG + " = " + PARAMETER + ": the next builds write " + parameters
                + " parameters, one for each account and Region");
    }

    /** Writes a row, waits until sync-distributions has handled the change from the table's stream. */
    void welcome() throws IOException, InterruptedException {
        tables.putItem(put -> put.tableName(REGISTRY).item(row(NEWCOMER, "ACTIVE")));
        narrator.line("  registry: " + NEWCOMER + " @|green ACTIVE|@");
        Instant deadline = Instant.now().plus(LONGEST);
        while (regionsOf(NEWCOMER).size() < GoldenLinux.TARGETS.size()) {
            BuildProgress.pause(deadline, NEWCOMER + " is not a target account");
        }
        narrator.line("  sync-distributions: " + NEWCOMER + " is a target account, with its SSM parameter, in "
                + String.join(", ", regionsOf(NEWCOMER)));
    }

    /** Suspends two of four accounts at once, as a mistake might. */
    void loseHalf() throws IOException, InterruptedException {
        List<TransactWriteItem> atOnce = new ArrayList<>();
        for (String account : List.of(GoldenLinux.STAGE, GoldenLinux.SANDBOX)) {
            atOnce.add(TransactWriteItem.builder()
                    .put(put -> put.tableName(REGISTRY).item(row(account, "SUSPENDED")))
                    .build());
        }
        narrator.line("  registry: " + GoldenLinux.STAGE + " and " + GoldenLinux.SANDBOX + " @|red SUSPENDED|@");
        tables.transactWriteItems(write -> write.transactItems(atOnce));
        JsonNode held = sync(about());
        expect(held, "HELD");
        narrator.line("  sync-distributions: @|yellow HELD|@, "
                + held.at("/reasons/0").asText());
        StringJoiner kept = new StringJoiner("; ");
        for (JsonNode region : held.path("plan")) {
            kept.add(region.path("region").asText() + " keeps " + list(region.path("held")));
        }
        narrator.line("    " + kept);
        narrator.line(
                "  to approve: image-fanout sync approve " + held.path("digest").asText() + " --reason \"they moved\"");
        if (regionsOf(GoldenLinux.STAGE).isEmpty()
                || regionsOf(GoldenLinux.SANDBOX).isEmpty()) {
            throw new IOException("accounts were removed without approval");
        }
    }

    private static Map<String, AttributeValue> row(String account, String status) {
        return Map.of(
                "accountId", AttributeValue.fromS(account),
                "status", AttributeValue.fromS(status),
                "groups", AttributeValue.fromSs(List.of(GROUP)));
    }

    private ObjectNode about() {
        return JsonNodeFactory.instance.objectNode().put("distributionConfigurationArn", configuration);
    }

    private JsonNode sync(ObjectNode event) throws IOException, InterruptedException {
        return functions.invoke(FUNCTION, event).at("/configurations/0");
    }

    private static void expect(JsonNode configuration, String outcome) throws IOException {
        if (!configuration.path("outcome").asText().equals(outcome)) {
            throw new IOException("expected the outcome " + outcome + " of sync-distributions, got " + configuration);
        }
    }

    /** The Regions in which the account is a target account. */
    List<String> regionsOf(String account) {
        return distributions().stream()
                .filter(distribution -> distribution
                        .amiDistributionConfiguration()
                        .targetAccountIds()
                        .contains(account))
                .map(Distribution::region)
                .sorted()
                .toList();
    }

    private List<Distribution> distributions() {
        return imageBuilder
                .getDistributionConfiguration(get -> get.distributionConfigurationArn(configuration))
                .distributionConfiguration()
                .distributions();
    }

    private static String list(JsonNode texts) {
        StringJoiner joined = new StringJoiner(", ");
        texts.forEach(text -> joined.add(text.asText()));
        return joined.toString();
    }
}

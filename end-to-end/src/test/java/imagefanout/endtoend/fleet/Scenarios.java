package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.Publication;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every scenario of the fault tests. */
public final class Scenarios {
    private static final Consumer<FleetUnderTest> NOTHING = fleet -> {};
    private static final FleetEvent RESUME = new FleetEvent(FunctionName.RECONCILE_PIPELINE, "{\"resume\": true}");
    private static final FleetEvent RECONCILE = FleetEvent.schedule(FunctionName.RECONCILE_PIPELINE);
    private static final FleetEvent SYNC = FleetEvent.schedule(FunctionName.SYNC_DISTRIBUTIONS);
    public static final FleetEvent ANNOUNCE_MISSING =
            new FleetEvent(FunctionName.ANNOUNCE_CHANGES, "{\"announceMissing\": true}");
    private static final String THIRD = "333333333333";
    private static final String FOURTH = "444444444444";

    private Scenarios() {}

    public static List<Scenario> all() {
        return List.of(
                record(),
                duplicate(),
                retriedBuild(),
                builtAgain(),
                noticed(),
                otherEvent(),
                delayed(),
                reconcile(),
                backfill(),
                expire(),
                sync(),
                approve(),
                approveAdditions(),
                create(),
                seedRegistry(),
                recipe(),
                hold(),
                replaceHold(),
                release(),
                promote(),
                deleteChannel(),
                promotionRule(),
                announce(),
                announceMissing());
    }

    /** A message reports a pipeline's first build. */
    public static Scenario record() {
        return new Scenario(
                "record",
                Seeds.pipeline().built().json(),
                NOTHING,
                NOTHING,
                fleet -> notice(FunctionName.RECORD_IMAGE, 1),
                reconciles());
    }

    /** The message is delivered again. */
    private static Scenario duplicate() {
        return new Scenario(
                "duplicate",
                Seeds.pipeline().built().json(),
                fleet -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1)),
                NOTHING,
                fleet -> notice(FunctionName.RECORD_IMAGE, 1),
                reconciles());
    }

    /** A failed build is recorded. Its distribution is retried, and a message reports that it is available. */
    private static Scenario retriedBuild() {
        return new Scenario(
                "retried build",
                Seeds.pipeline().builtInPart().json(),
                fleet -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1)),
                Scenarios::retry,
                fleet -> FleetEvent.message(FunctionName.RECORD_IMAGE, lastMessage(fleet)),
                reconciles());
    }

    /** A recorded build is deleted, and another one is built under the same ARN. A message reports that it is available. */
    private static Scenario builtAgain() {
        return new Scenario(
                "built again",
                Seeds.pipeline().built().json(),
                fleet -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1)),
                fleet -> {
                    fleet.operate(client -> client.deleteImage(r -> r.imageBuildVersionArn(Seeds.build(1))));
                    fleet.services().seed(Seeds.builtAgain(1));
                },
                fleet -> notice(FunctionName.RECORD_IMAGE, 1),
                reconciles());
    }

    /** Retries the failed first build, which becomes available. */
    public static void retry(FleetUnderTest fleet) {
        fleet.operate(client ->
                client.retryImage(r -> r.imageBuildVersionArn(Seeds.build(1)).clientToken("retry-the-first-build")));
        fleet.services().letBuildsEnd();
    }

    private static String lastMessage(FleetUnderTest fleet) {
        List<Publication> published = fleet.services().published();
        return published.get(published.size() - 1).message();
    }

    /** The message goes to reconcile-pipeline. The message of another build was lost. */
    private static Scenario noticed() {
        return new Scenario(
                "noticed",
                Seeds.pipeline().built().built().json(),
                NOTHING,
                NOTHING,
                fleet -> notice(FunctionName.RECONCILE_PIPELINE, 2),
                reconciles());
    }

    /** A finding about a build comes with the message that another build is available. */
    private static Scenario otherEvent() {
        return new Scenario(
                "other event",
                Seeds.pipeline().built().built().json(),
                fleet -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1)),
                fleet -> fleet.services()
                        .emulate(SentRequest.JSON
                                .createObjectNode()
                                .put("kind", "OTHER_EVENT")
                                .put("detailType", "EC2 Image Builder CVE Detected")
                                .put("resource", Seeds.build(1))
                                .put("topicArn", "arn:aws:sns:us-east-1:123456789012:ImageBuilderTopic")),
                fleet -> FleetEvent.message(
                        FunctionName.RECORD_IMAGE, lastMessage(fleet), FleetEvent.notice(Seeds.build(2))),
                reconciles());
    }

    /** The queue delivers the messages of a recorded build, of a build whose other message was lost, and a finding. */
    private static Scenario delayed() {
        return new Scenario(
                "delayed",
                Seeds.pipeline().built().built().json(),
                fleet -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1)),
                NOTHING,
                fleet -> FleetEvent.queued(
                        FunctionName.RECONCILE_PIPELINE,
                        FleetEvent.notice(Seeds.build(1)),
                        FleetEvent.otherEvent(Seeds.build(1)),
                        FleetEvent.notice(Seeds.build(2))),
                reconciles());
    }

    /** Of the recorded builds, one is deprecated, one is deleted, and one is missing. Two more builds were never reported; one of them was made manually. */
    private static Scenario reconcile() {
        return new Scenario(
                "reconcile",
                Seeds.pipeline()
                        .built()
                        .built()
                        .built()
                        .builtInPart()
                        .builtByHand()
                        .json(),
                fleet -> Stream.of(1, 2, 3).forEach(number -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, number))),
                fleet -> {
                    move(fleet, 1, "DEPRECATED");
                    move(fleet, 2, "DELETED");
                    fleet.services()
                            .emulate(SentRequest.JSON
                                    .createObjectNode()
                                    .put("kind", "IMAGE_GONE")
                                    .put("imageBuildVersionArn", Seeds.build(3)));
                },
                fleet -> RECONCILE,
                reconciles());
    }

    public static void move(FleetUnderTest fleet, int number, String status) {
        fleet.services()
                .emulate(SentRequest.JSON
                        .createObjectNode()
                        .put("kind", "IMAGE_STATE")
                        .put("imageBuildVersionArn", Seeds.build(number))
                        .put("status", status));
    }

    /** No build of a pipeline with many builds is recorded. */
    private static Scenario backfill() {
        Seeds seeds = Seeds.pipeline();
        IntStream.rangeClosed(1, 5).forEach(number -> seeds.built());
        return new Scenario("backfill", seeds.builtInPart().json(), NOTHING, NOTHING, fleet -> RECONCILE, reconciles());
    }

    /** A build was deleted before the retention period. */
    private static Scenario expire() {
        return new Scenario(
                "expire",
                Seeds.pipeline().built().built().json(),
                fleet -> {
                    Stream.of(1, 2).forEach(number -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, number)));
                    move(fleet, 1, "DELETED");
                    fleet.invoke(RECONCILE);
                },
                fleet -> move(fleet, 1, "DELETED"),
                fleet -> RECONCILE,
                reconciles());
    }

    private static FleetEvent notice(FunctionName function, int number) {
        return FleetEvent.notice(function, Seeds.build(number));
    }

    private static List<Function<FleetUnderTest, FleetEvent>> reconciles() {
        return List.of(fleet -> RESUME, fleet -> RECONCILE);
    }

    /** One account was added to the registry, one removed. Each target account has an SSM parameter. */
    private static Scenario sync() {
        return new Scenario(
                "sync",
                Seeds.pipeline().parameter("/golden/linux/latest").json(),
                fleet -> {
                    account(fleet, Seeds.PROD, "ACTIVE");
                    account(fleet, Seeds.SANDBOX, "ACTIVE");
                    fleet.invoke(SYNC);
                    account(fleet, Seeds.SANDBOX, "SUSPENDED");
                    account(fleet, THIRD, "ACTIVE");
                },
                NOTHING,
                fleet -> SYNC,
                List.of(fleet -> SYNC));
    }

    /** Half of the accounts were removed, the removal is on hold, and a person approved it. A run uses the approval up. */
    private static Scenario approve() {
        return new Scenario(
                "approve",
                Seeds.pipeline()
                        .distribution(
                                "wide", Map.of(Seeds.GROUPS, "wide"), List.of(Seeds.PROD, Seeds.SANDBOX, THIRD, FOURTH))
                        .json(),
                fleet -> {
                    account(fleet, Seeds.PROD, "ACTIVE", "prod", "wide");
                    account(fleet, Seeds.SANDBOX, "ACTIVE", "prod", "wide");
                    fleet.invoke(new FleetEvent(FunctionName.SYNC_DISTRIBUTIONS, "{}"));
                    fleet.invoke(approval(fleet));
                },
                NOTHING,
                fleet -> SYNC,
                List.of(fleet -> SYNC));
    }

    /** Seven accounts joined at once, their addition is on hold, and a person approved it. */
    private static Scenario approveAdditions() {
        return new Scenario(
                "approve additions",
                Seeds.pipeline()
                        .distribution("wide", Map.of(Seeds.GROUPS, "wide"), List.of(Seeds.PROD))
                        .json(),
                fleet -> {
                    account(fleet, Seeds.PROD, "ACTIVE", "prod", "wide");
                    account(fleet, Seeds.SANDBOX, "ACTIVE", "prod");
                    IntStream.rangeClosed(1, 7)
                            .forEach(number -> account(fleet, "70000000000" + number, "ACTIVE", "wide"));
                    fleet.invoke(new FleetEvent(FunctionName.SYNC_DISTRIBUTIONS, "{}"));
                    fleet.invoke(approval(fleet));
                },
                NOTHING,
                fleet -> SYNC,
                List.of(fleet -> SYNC));
    }

    private static FleetEvent approval(FleetUnderTest fleet) {
        String arn = Seeds.arn("distribution-configuration/wide");
        String dryRun = "{\"dryRun\": true, \"distributionConfigurationArn\": \"" + arn + "\"}";
        String digest = fleet.invoke(new FleetEvent(FunctionName.SYNC_DISTRIBUTIONS, dryRun))
                .member("/configurations/0/digest")
                .orElseThrow();
        return request(
                "POST",
                "/v1/distributions/{distribution}/approvals",
                Map.of("distribution", "wide"),
                "{\"digest\": \"" + digest + "\", \"reason\": \"they are closed\"}");
    }

    /** A new configuration is declared that does not exist yet. */
    private static Scenario create() {
        return new Scenario(
                "create",
                Seeds.pipeline().json(),
                fleet -> {
                    account(fleet, Seeds.PROD, "ACTIVE");
                    account(fleet, Seeds.SANDBOX, "ACTIVE");
                    fleet.invoke(SYNC);
                    ObjectNode row = SentRequest.JSON.createObjectNode();
                    row.putObject("name").put("S", "declared");
                    row.putObject("amiName").put("S", "golden-{{ imagebuilder:buildDate }}");
                    row.putObject("regions").putArray("SS").add(Seeds.US).add(Seeds.EU);
                    row.putObject("groups").putArray("SS").add("prod");
                    row.putObject("tags")
                            .putObject("M")
                            .putObject(Seeds.PARAMETER)
                            .put("S", "/golden/declared");
                    fleet.services().put("DistributionDeclarationsTable", row);
                },
                NOTHING,
                fleet -> SYNC,
                List.of(fleet -> SYNC));
    }

    /** An existing configuration is adopted: its accounts are written into the registry. */
    private static Scenario seedRegistry() {
        FleetEvent seed = new FleetEvent(
                FunctionName.SYNC_DISTRIBUTIONS,
                "{\"seedRegistry\": true, \"distributionConfigurationArn\": \"" + Seeds.EVERYWHERE + "\"}");
        return new Scenario(
                "seed registry",
                Seeds.pipeline().json(),
                fleet -> account(fleet, Seeds.SANDBOX, "ACTIVE", "other"),
                NOTHING,
                fleet -> seed,
                List.of(fleet -> seed, fleet -> SYNC));
    }

    private static void account(FleetUnderTest fleet, String id, String status) {
        account(fleet, id, status, "prod");
    }

    private static void account(FleetUnderTest fleet, String id, String status, String... groups) {
        ObjectNode row = SentRequest.JSON.createObjectNode();
        row.putObject("accountId").put("S", id);
        row.putObject("status").put("S", status);
        List.of(groups).forEach(row.putObject("groups").putArray("SS")::add);
        fleet.services().put("AccountRegistryTable", row);
    }

    /** A recipe's volume changes from io1 to io2, and its pipeline uses the new recipe. */
    private static Scenario recipe() {
        FleetEvent upgrade = new FleetEvent(
                FunctionName.UPGRADE_RECIPE,
                "{\"imageRecipeArn\": \"" + Seeds.arn("image-recipe/golden-linux/1.0.0")
                        + "\", \"from\": \"io1\", \"to\": \"io2\", \"updatePipelines\": true}");
        return new Scenario(
                "recipe", Seeds.pipeline().json(), NOTHING, NOTHING, fleet -> upgrade, List.of(fleet -> upgrade));
    }

    /** A person puts a hold on a build. */
    private static Scenario hold() {
        FleetEvent hold = hold(1);
        return new Scenario(
                "hold",
                Seeds.pipeline().built().json(),
                fleet -> fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1)),
                NOTHING,
                fleet -> hold,
                List.of(fleet -> hold, fleet -> RECONCILE));
    }

    /** A person puts a hold on a build that another hold keeps back. */
    private static Scenario replaceHold() {
        FleetEvent hold = request("PUT", 1, "{\"reason\":\"sshd stops\"}");
        return new Scenario(
                "replace hold",
                Seeds.pipeline().built().json(),
                fleet -> {
                    fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1));
                    fleet.invoke(hold(1));
                },
                NOTHING,
                fleet -> hold,
                List.of(fleet -> hold, fleet -> RECONCILE));
    }

    /** A person releases the hold. */
    private static Scenario release() {
        FleetEvent release = request("DELETE", 1, "");
        return new Scenario(
                "release",
                Seeds.pipeline().built().json(),
                fleet -> {
                    fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1));
                    fleet.invoke(hold(1));
                },
                NOTHING,
                fleet -> release,
                List.of(fleet -> release, fleet -> RECONCILE));
    }

    /** A person points a channel back to an older build. */
    private static Scenario promote() {
        FleetEvent back = channel("PUT", "prod", 1);
        return new Scenario(
                "promote",
                Seeds.pipeline().built().built().json(),
                fleet -> {
                    recordTwo(fleet);
                    fleet.invoke(channel("PUT", "prod", 1));
                    fleet.invoke(channel("PUT", "prod", 2));
                },
                NOTHING,
                fleet -> back,
                List.of(fleet -> back, fleet -> RECONCILE));
    }

    /** A person deletes a channel. */
    private static Scenario deleteChannel() {
        FleetEvent delete = channel("DELETE", "prod", 0);
        return new Scenario(
                "delete channel",
                Seeds.pipeline().built().built().json(),
                fleet -> {
                    recordTwo(fleet);
                    fleet.invoke(channel("PUT", "prod", 1));
                },
                NOTHING,
                fleet -> delete,
                List.of(fleet -> delete, fleet -> RECONCILE));
    }

    /** A channel follows another, whose build is due. */
    private static Scenario promotionRule() {
        FleetEvent run = new FleetEvent(FunctionName.QUERY_IMAGES, "{\"promotionRules\": true}");
        return new Scenario(
                "promotion rule",
                Seeds.pipeline().built().built().json(),
                fleet -> {
                    recordTwo(fleet);
                    fleet.invoke(channel("PUT", "prod", 1));
                    fleet.invoke(channel("PUT", "dev", 2));
                    ObjectNode row = SentRequest.JSON.createObjectNode();
                    row.putObject("channel").put("S", Seeds.PIPELINE + "/prod");
                    row.putObject("follows").put("S", "dev");
                    row.putObject("days").put("N", "0");
                    fleet.services().put("PromotionRulesTable", row);
                },
                NOTHING,
                fleet -> run,
                List.of(fleet -> run, fleet -> RECONCILE));
    }

    /** The stream reports a channel and its build, an incomplete build that is on hold, and a change of target accounts. */
    private static Scenario announce() {
        Function<FleetUnderTest, FleetEvent> stream = FleetEvent::stream;
        return new Scenario(
                "announce",
                Seeds.pipeline().built().builtInPart().json(),
                fleet -> {
                    recordTwo(fleet);
                    fleet.invoke(channel("PUT", "prod", 1));
                    fleet.invoke(hold(2));
                    account(fleet, Seeds.PROD, "ACTIVE");
                    account(fleet, Seeds.SANDBOX, "ACTIVE");
                    account(fleet, THIRD, "ACTIVE");
                    fleet.invoke(SYNC);
                },
                NOTHING,
                stream,
                List.of(stream));
    }

    /** The stream reported neither a build nor a plan that waits. */
    private static Scenario announceMissing() {
        return new Scenario(
                "announce missing",
                Seeds.pipeline()
                        .built()
                        .distribution(
                                "wide", Map.of(Seeds.GROUPS, "wide"), List.of(Seeds.PROD, Seeds.SANDBOX, THIRD, FOURTH))
                        .json(),
                fleet -> {
                    fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1));
                    account(fleet, Seeds.PROD, "ACTIVE", "wide");
                    fleet.invoke(new FleetEvent(FunctionName.SYNC_DISTRIBUTIONS, "{}"));
                },
                NOTHING,
                fleet -> ANNOUNCE_MISSING,
                List.of(fleet -> ANNOUNCE_MISSING));
    }

    private static FleetEvent hold(int build) {
        return request("PUT", build, "{\"reason\":\"sshd does not start\"}");
    }

    private static void recordTwo(FleetUnderTest fleet) {
        fleet.invoke(notice(FunctionName.RECORD_IMAGE, 1));
        fleet.invoke(notice(FunctionName.RECORD_IMAGE, 2));
    }

    private static FleetEvent channel(String method, String channel, int build) {
        String body = method.equals("PUT") ? "{\"imageArn\":\"" + Seeds.build(build) + "\",\"reason\":\"tested\"}" : "";
        return request(
                method,
                "/v1/pipelines/{pipeline}/channels/{channel}",
                Map.of("pipeline", "golden-linux", "channel", channel),
                body);
    }

    private static FleetEvent request(String method, int build, String body) {
        return request(
                method,
                "/v1/images/{name}/{version}/{build}/hold",
                Map.of("name", "golden-linux", "version", "1.0.0", "build", Integer.toString(build)),
                method.equals("DELETE") ? Map.of("reason", "sshd starts") : Map.of(),
                body);
    }

    private static FleetEvent request(String method, String path, Map<String, String> parameters, String body) {
        return request(method, path, parameters, Map.of(), body);
    }

    private static FleetEvent request(
            String method, String path, Map<String, String> parameters, Map<String, String> query, String body) {
        String route = method + " " + path;
        ObjectNode request =
                SentRequest.JSON.createObjectNode().put("version", "2.0").put("routeKey", route);
        request.putObject("headers").put("accept", "application/json");
        ObjectNode context = request.putObject("requestContext");
        context.putObject("authorizer").putObject("iam").put("userArn", "arn:aws:iam::123456789012:user/operator");
        context.putObject("http").put("method", method);
        ObjectNode values = request.putObject("pathParameters");
        parameters.forEach(values::put);
        if (!query.isEmpty()) {
            query.forEach(request.putObject("queryStringParameters")::put);
        }
        if (!body.isEmpty()) {
            request.put("body", body);
        }
        return new FleetEvent(
                FunctionName.QUERY_IMAGES, request.put("isBase64Encoded", false).toString());
    }
}

package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.Publication;
import imagefanout.endtoend.faults.Event.Function;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the fleet does, one thing each. */
final class Scenarios {
    private static final Consumer<World> NOTHING = world -> {};
    private static final Event LEFT_OVER = new Event(Function.RECONCILE_PIPELINE, "{\"resume\": true}");
    private static final Event RECONCILE = Event.schedule(Function.RECONCILE_PIPELINE);
    private static final Event SYNC = Event.schedule(Function.SYNC_DISTRIBUTIONS);
    private static final String THIRD = "333333333333";
    private static final String FOURTH = "444444444444";

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                record(),
                duplicate(),
                retriedBuild(),
                noticed(),
                reconcile(),
                backfill(),
                expire(),
                sync(),
                approve(),
                create(),
                seedRegistry(),
                recipe(),
                hold(),
                release());
    }

    /** A message tells of the first build of a pipeline. */
    static Scenario record() {
        return new Scenario(
                "record",
                Seeds.pipeline().built().json(),
                NOTHING,
                NOTHING,
                world -> told(Function.RECORD_IMAGE, 1),
                reconciles());
    }

    /** The message comes again. */
    private static Scenario duplicate() {
        return new Scenario(
                "duplicate",
                Seeds.pipeline().built().json(),
                world -> world.invoke(told(Function.RECORD_IMAGE, 1)),
                NOTHING,
                world -> told(Function.RECORD_IMAGE, 1),
                reconciles());
    }

    /** A build failed and was recorded; its distribution was retried, and Image Builder tells that it is available. */
    private static Scenario retriedBuild() {
        return new Scenario(
                "retried build",
                Seeds.pipeline().builtInPart().json(),
                world -> world.invoke(told(Function.RECORD_IMAGE, 1)),
                Scenarios::retry,
                world -> Event.message(Function.RECORD_IMAGE, lastMessage(world)),
                reconciles());
    }

    /** The first build, which failed, is distributed again and becomes available. */
    static void retry(World world) {
        world.operate(client ->
                client.retryImage(r -> r.imageBuildVersionArn(Seeds.build(1)).clientToken("retry-the-first-build")));
        world.services().letBuildsEnd();
    }

    private static String lastMessage(World world) {
        List<Publication> published = world.services().published();
        return published.get(published.size() - 1).message();
    }

    /** The same message goes to the reconcile of the pipeline; another build's was lost. */
    private static Scenario noticed() {
        return new Scenario(
                "noticed",
                Seeds.pipeline().built().built().json(),
                NOTHING,
                NOTHING,
                world -> told(Function.RECONCILE_PIPELINE, 2),
                reconciles());
    }

    /** Of what was recorded one build is deprecated, one deleted, one gone; of two no message told, one of them by hand. */
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
                world -> Stream.of(1, 2, 3).forEach(number -> world.invoke(told(Function.RECORD_IMAGE, number))),
                world -> {
                    move(world, 1, "DEPRECATED");
                    move(world, 2, "DELETED");
                    world.services()
                            .emulate(Sent.JSON
                                    .createObjectNode()
                                    .put("kind", "IMAGE_GONE")
                                    .put("imageBuildVersionArn", Seeds.build(3)));
                },
                world -> RECONCILE,
                reconciles());
    }

    static void move(World world, int number, String status) {
        world.services()
                .emulate(Sent.JSON
                        .createObjectNode()
                        .put("kind", "IMAGE_STATE")
                        .put("imageBuildVersionArn", Seeds.build(number))
                        .put("status", status));
    }

    /** Nothing is recorded of a pipeline that has built for long. */
    private static Scenario backfill() {
        Seeds seeds = Seeds.pipeline();
        IntStream.rangeClosed(1, 5).forEach(number -> seeds.built());
        return new Scenario("backfill", seeds.builtInPart().json(), NOTHING, NOTHING, world -> RECONCILE, reconciles());
    }

    /** A build was deleted longer ago than its copies are kept. */
    private static Scenario expire() {
        return new Scenario(
                "expire",
                Seeds.pipeline().built().built().json(),
                world -> {
                    Stream.of(1, 2).forEach(number -> world.invoke(told(Function.RECORD_IMAGE, number)));
                    move(world, 1, "DELETED");
                    world.invoke(RECONCILE);
                },
                world -> move(world, 1, "DELETED"),
                world -> RECONCILE,
                reconciles());
    }

    private static Event told(Function function, int number) {
        return Event.notice(function, Seeds.build(number));
    }

    private static List<java.util.function.Function<World, Event>> reconciles() {
        return List.of(world -> LEFT_OVER, world -> RECONCILE);
    }

    /** One account joined and one left. */
    private static Scenario sync() {
        return new Scenario(
                "sync",
                Seeds.pipeline().json(),
                world -> {
                    account(world, Seeds.PROD, "ACTIVE");
                    account(world, Seeds.SANDBOX, "ACTIVE");
                    world.invoke(SYNC);
                    account(world, Seeds.SANDBOX, "SUSPENDED");
                    account(world, THIRD, "ACTIVE");
                },
                NOTHING,
                world -> SYNC,
                List.of(world -> SYNC));
    }

    /** Half of the accounts left, which was held; somebody approves it. */
    private static Scenario approve() {
        return new Scenario(
                "approve",
                Seeds.pipeline()
                        .distribution(
                                "wide", Map.of(Seeds.GROUPS, "wide"), List.of(Seeds.PROD, Seeds.SANDBOX, THIRD, FOURTH))
                        .json(),
                world -> {
                    account(world, Seeds.PROD, "ACTIVE", "prod", "wide");
                    account(world, Seeds.SANDBOX, "ACTIVE", "prod", "wide");
                    world.invoke(new Event(Function.SYNC_DISTRIBUTIONS, "{}"));
                },
                NOTHING,
                Scenarios::approval,
                List.of(Scenarios::approval, world -> SYNC));
    }

    private static Event approval(World world) {
        String arn = Seeds.arn("distribution-configuration/wide");
        String dryRun = "{\"dryRun\": true, \"distributionConfigurationArn\": \"" + arn + "\"}";
        String digest = world.invoke(new Event(Function.SYNC_DISTRIBUTIONS, dryRun))
                .member("/configurations/0/digest")
                .orElseThrow();
        return new Event(Function.SYNC_DISTRIBUTIONS, "{\"approve\": \"" + digest + "\"}");
    }

    /** A configuration is declared that does not exist. */
    private static Scenario create() {
        return new Scenario(
                "create",
                Seeds.pipeline().json(),
                world -> {
                    account(world, Seeds.PROD, "ACTIVE");
                    account(world, Seeds.SANDBOX, "ACTIVE");
                    world.invoke(SYNC);
                    ObjectNode row = Sent.JSON.createObjectNode();
                    row.putObject("name").put("S", "declared");
                    row.putObject("amiName").put("S", "golden-{{ imagebuilder:buildDate }}");
                    row.putObject("regions").putArray("SS").add(Seeds.US).add(Seeds.EU);
                    row.putObject("groups").putArray("SS").add("prod");
                    world.services().tables().put("DistributionDeclarationsTable", row);
                },
                NOTHING,
                world -> SYNC,
                List.of(world -> SYNC));
    }

    /** A configuration that exists is adopted: its accounts go into the registry. */
    private static Scenario seedRegistry() {
        Event seed = new Event(
                Function.SYNC_DISTRIBUTIONS,
                "{\"seedRegistry\": true, \"distributionConfigurationArn\": \"" + Seeds.EVERYWHERE + "\"}");
        return new Scenario(
                "seed registry",
                Seeds.pipeline().json(),
                world -> account(world, Seeds.SANDBOX, "ACTIVE", "other"),
                NOTHING,
                world -> seed,
                List.of(world -> seed, world -> SYNC));
    }

    private static void account(World world, String id, String status) {
        account(world, id, status, "prod");
    }

    private static void account(World world, String id, String status, String... groups) {
        ObjectNode row = Sent.JSON.createObjectNode();
        row.putObject("accountId").put("S", id);
        row.putObject("status").put("S", status);
        List.of(groups).forEach(row.putObject("groups").putArray("SS")::add);
        world.services().tables().put("AccountRegistryTable", row);
    }

    /** A recipe moves from io1 to io2. */
    private static Scenario recipe() {
        Event upgrade = new Event(
                Function.UPGRADE_RECIPE,
                "{\"imageRecipeArn\": \"" + Seeds.arn("image-recipe/golden-linux/1.0.0")
                        + "\", \"from\": \"io1\", \"to\": \"io2\"}");
        return new Scenario(
                "recipe", Seeds.pipeline().json(), NOTHING, NOTHING, world -> upgrade, List.of(world -> upgrade));
    }

    /** A person takes a build out of "latest". */
    private static Scenario hold() {
        Event hold = request("PUT", "{\"reason\":\"sshd does not start\"}");
        return new Scenario(
                "hold",
                Seeds.pipeline().built().json(),
                world -> world.invoke(told(Function.RECORD_IMAGE, 1)),
                NOTHING,
                world -> hold,
                List.of(world -> hold, world -> RECONCILE));
    }

    /** A person puts it back. */
    private static Scenario release() {
        Event release = request("DELETE", "");
        return new Scenario(
                "release",
                Seeds.pipeline().built().json(),
                world -> {
                    world.invoke(told(Function.RECORD_IMAGE, 1));
                    world.invoke(request("PUT", "{\"reason\":\"sshd does not start\"}"));
                },
                NOTHING,
                world -> release,
                List.of(world -> release, world -> RECONCILE));
    }

    private static Event request(String method, String body) {
        String route = method + " /v1/images/{name}/{version}/{build}/hold";
        ObjectNode request = Sent.JSON.createObjectNode().put("version", "2.0").put("routeKey", route);
        request.putObject("headers").put("accept", "application/json");
        ObjectNode context = request.putObject("requestContext");
        context.putObject("authorizer").putObject("iam").put("userArn", "arn:aws:iam::123456789012:user/operator");
        context.putObject("http").put("method", method);
        request.putObject("pathParameters")
                .put("name", "golden-linux")
                .put("version", "1.0.0")
                .put("build", "1");
        if (!body.isEmpty()) {
            request.put("body", body);
        }
        return new Event(
                Function.QUERY_IMAGES, request.put("isBase64Encoded", false).toString());
    }
}

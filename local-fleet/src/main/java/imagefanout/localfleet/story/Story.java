package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.Narrator;
import java.io.IOException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/**
 * Five builds of a golden image. The second fails for one account in one Region and is retried, the message of the third is
 * lost, and the registry decides which accounts get the fourth, and AWS Organizations, which get the fifth.
 */
public final class Story {
    private static final String LOST_REGION = "eu-west-1";

    private final Fleet fleet;
    private final Narrator narrator;
    private final QueryApi queries;
    private final Invocations functions;
    private final StoryFaults faults;
    private final FanOutView view;
    private final AnnouncementView announcements;

    public Story(Fleet fleet, Narrator narrator) {
        this.fleet = fleet;
        this.narrator = narrator;
        this.queries = new QueryApi(fleet.api());
        this.functions = new Invocations(fleet.lambda());
        this.faults = new StoryFaults(fleet.imageBuilder());
        this.view = new FanOutView(queries, narrator);
        this.announcements = new AnnouncementView(fleet, narrator);
    }

    /** @throws IOException when a part of the fleet gives an unexpected answer */
    public void tell() throws IOException, InterruptedException {
        try (ImagebuilderClient imageBuilder = fleet.imageBuilderClient();
                DynamoDbClient tables = fleet.dynamoDbClient();
                OrganizationsClient organizations = fleet.organizationsClient()) {
            String pipeline = pipeline(imageBuilder);
            BuildProgress builds = new BuildProgress(imageBuilder, queries, narrator, pipeline);
            firstBuild(builds);
            String second = secondBuild(builds);
            thirdBuild(builds);

            narrator.chapter("The channel prod stays on the second build, whatever is built after it");
            promote("prod", second);

            GoldenAccounts accounts = new GoldenAccounts(imageBuilder, tables, functions, narrator, pipeline);
            fourthBuild(builds, accounts);
            fifthBuild(builds, new GoldenOrganization(organizations, tables, accounts, narrator));

            narrator.chapter("Half of the accounts are suspended at once: their removal needs an approval");
            accounts.loseHalf();

            narrator.chapter("An older recipe moves from io1 to io2: planned, created, and created only once");
            new GoldenDatabase(imageBuilder, functions, narrator).moveToIo2();
        }
        if (fleet.deadLetters() > 0) {
            throw new IOException(fleet.deadLetters() + " events ended in a dead-letter queue");
        }
        summary();
    }

    private String pipeline(ImagebuilderClient imageBuilder) {
        narrator.chapter("A recipe with an io2 volume, a distribution to three Regions, and a pipeline");
        String pipeline = GoldenLinux.setUp(imageBuilder, fleet.topicArn());
        GoldenLinux.TARGETS.forEach(
                (region, accounts) -> narrator.line("  " + region + " -> " + String.join(", ", accounts)));
        return pipeline;
    }

    private void firstBuild(BuildProgress builds) throws IOException, InterruptedException {
        narrator.chapter("The first build");
        String first = builds.run("AVAILABLE");
        view.matrix(first);
        announcements.latestChanged(GoldenLinux.PROD, first);
    }

    private String secondBuild(BuildProgress builds) throws IOException, InterruptedException {
        narrator.chapter("The second build fails for account " + GoldenLinux.SANDBOX + " in " + LOST_REGION);
        faults.copyFails(LOST_REGION, GoldenLinux.SANDBOX);
        String second = builds.run("FAILED");
        faults.end();
        view.matrix(second);
        view.latest("The second build is not AVAILABLE");

        narrator.chapter("The second build is retried");
        builds.retry(second);
        builds.watch(second, "AVAILABLE");
        view.copy(second, GoldenLinux.SANDBOX, LOST_REGION);
        view.latest("Now it is AVAILABLE");
        announcements.latestChanged(GoldenLinux.PROD, second);
        return second;
    }

    private void thirdBuild(BuildProgress builds) throws IOException, InterruptedException {
        narrator.chapter("The messages of the third build are lost; reconcile-pipeline finds the build");
        faults.messagesAreLost();
        String third = builds.start();
        builds.awaitEnd(third, "AVAILABLE");
        narrator.line("");
        faults.end();
        reconcile();
        builds.awaitRecorded(third, "AVAILABLE");
        view.latest("It is recorded without its messages");
    }

    private void fourthBuild(BuildProgress builds, GoldenAccounts accounts) throws IOException, InterruptedException {
        narrator.chapter("The registry takes over the target accounts: the current accounts are written to it");
        accounts.adopt();

        narrator.chapter("An account is added to the registry, and the next build reaches it");
        accounts.welcome();
        view.awaiting(GoldenAccounts.NEWCOMER);
        String fourth = builds.run("AVAILABLE");
        view.counts(fourth);
        view.row(fourth, GoldenAccounts.NEWCOMER);
    }

    private void fifthBuild(BuildProgress builds, GoldenOrganization organization)
            throws IOException, InterruptedException {
        narrator.chapter("The organization adds an account to the registry, and the next build reaches it");
        String opened = organization.open();
        String fifth = builds.run("AVAILABLE");
        view.counts(fifth);
        view.row(fifth, opened);

        narrator.chapter("The account is closed in the organization, and is no target account any more");
        organization.close(opened);
    }

    private void summary() {
        narrator.chapter("What you saw");
        narrator.line(
                "  five builds recorded per account and Region, a missing AMI named with its reason, a build found without"
                        + " its messages,");
        narrator.line(
                "  target accounts that follow a registry and an organization, a removal on hold, a recipe upgraded. Nothing ended in a"
                        + " dead-letter queue.");
        narrator.line("Try it yourself: start the same fleet with mvn -q compile exec:java -Dexec.args=serve, open its"
                + " dashboard, then");
        narrator.line(
                "  bin/image-fanout coverage --missing --url http://127.0.0.1:8080     # who lacks an AMI, and why");
        narrator.line("  bin/image-fanout --help                                             # everything else");
    }

    private void promote(String channel, String build) throws IOException, InterruptedException {
        String path = "/v1/pipelines/golden-linux/";
        queries.put(
                path + "channels/" + channel,
                JsonNodeFactory.instance.objectNode().put("imageArn", build).put("reason", "passed the tests"));
        String answer = queries.get(path + "latest?region=us-east-1&channel=" + channel)
                .at("/items/0/imageArn")
                .asText();
        narrator.line("  " + channel + " answers from @|green " + BuildProgress.path(answer) + "|@, latest from "
                + BuildProgress.path(queries.get(path + "latest?region=us-east-1")
                        .at("/items/0/imageArn")
                        .asText()));
    }

    private void reconcile() throws IOException, InterruptedException {
        JsonNode answer = functions.invoke("ReconcilePipelineFunction", JsonNodeFactory.instance.objectNode());
        for (JsonNode lineage : answer.path("lineages")) {
            for (JsonNode repaired : lineage.path("repaired")) {
                narrator.line("  reconcile-pipeline: @|green found|@ " + BuildProgress.path(repaired.asText())
                        + ", for which no message arrived");
            }
        }
    }
}

package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.Narrator;
import java.io.IOException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/**
 * Golden images fan out; the second fails for one account in one Region and is retried, of the third no message arrives, and
 * who gets the fourth says the registry.
 */
public final class Story {
    private static final String LOST_REGION = "eu-west-1";

    private final Fleet fleet;
    private final Narrator narrator;
    private final QueryApi queries;
    private final Invocations functions;
    private final Faults faults;
    private final FanOutView view;

    public Story(Fleet fleet, Narrator narrator) {
        this.fleet = fleet;
        this.narrator = narrator;
        this.queries = new QueryApi(fleet.api());
        this.functions = new Invocations(fleet.lambda());
        this.faults = new Faults(fleet.imageBuilder());
        this.view = new FanOutView(queries, narrator);
    }

    /** @throws IOException when a part of the fleet does not answer as it should */
    public void tell() throws IOException, InterruptedException {
        try (ImagebuilderClient imageBuilder = fleet.imageBuilderClient()) {
            Builds builds = new Builds(imageBuilder, queries, narrator);

            narrator.chapter("A recipe with an io2 volume, a distribution to three Regions, and a pipeline");
            String pipeline = GoldenLinux.setUp(imageBuilder, fleet.topicArn());
            GoldenLinux.TARGETS.forEach(
                    (region, accounts) -> narrator.line("  " + region + " -> " + String.join(", ", accounts)));

            narrator.chapter("The first build");
            String first = builds.start(pipeline);
            builds.watch(first, "AVAILABLE");
            view.matrix(first);

            narrator.chapter("The second build fails for account " + GoldenLinux.SANDBOX + " in " + LOST_REGION);
            faults.copyFails(LOST_REGION, GoldenLinux.SANDBOX);
            String second = builds.start(pipeline);
            builds.watch(second, "FAILED");
            faults.end();
            view.matrix(second);
            view.latest("Nobody moves to a build that is not AVAILABLE: the latest AMIs are still those of the first");

            narrator.chapter("The second build is retried");
            builds.retry(second);
            builds.watch(second, "AVAILABLE");
            view.matrix(second);
            view.latest("The latest AMI of each account");

            narrator.chapter("The third build's messages are lost; reconcile-pipeline finds it");
            faults.messagesAreLost();
            String third = builds.start(pipeline);
            builds.awaitEnd(third, "AVAILABLE");
            faults.end();
            reconcile();
            builds.awaitRecorded(third, "AVAILABLE");
            view.matrix(third);
            view.latest("The latest AMI of each account is one of the third build");

            narrator.chapter(
                    "From now on a registry says who gets the image: its accounts of today are written into it");
            try (DynamoDbClient tables = fleet.dynamoDbClient()) {
                GoldenAccounts accounts = new GoldenAccounts(imageBuilder, tables, functions, narrator, pipeline);
                accounts.adopt();

                narrator.chapter("An account joins, and the next build reaches it");
                accounts.welcome();
                view.awaiting();
                String fourth = builds.start(pipeline);
                builds.watch(fourth, "AVAILABLE");
                view.matrix(fourth);

                narrator.chapter(
                        "Half of the accounts leave the registry at once: nobody is removed before somebody says so");
                accounts.loseHalf();
            }

            narrator.chapter("An older recipe's volume moves from io1 to io2: shown, made, and made only once");
            new GoldenDatabase(imageBuilder, functions, narrator).moveToIo2();
        }
        if (fleet.deadLetters() > 0) {
            throw new IOException(fleet.deadLetters() + " events ended as dead letters");
        }
    }

    private void reconcile() throws IOException, InterruptedException {
        JsonNode answer = functions.invoke("ReconcilePipelineFunction", JsonNodeFactory.instance.objectNode());
        for (JsonNode lineage : answer.path("lineages")) {
            for (JsonNode repaired : lineage.path("repaired")) {
                narrator.line("  reconcile-pipeline: @|green found|@ " + Builds.path(repaired.asText())
                        + ", of which no message told");
            }
        }
    }
}

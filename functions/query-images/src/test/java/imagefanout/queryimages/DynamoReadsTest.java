package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.DynamoDbCalls;
import emulators.dynamodb.sdk.TableCreation;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.reconcile.DynamoReconcileJournal;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.journal.Backlog;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.registry.RegistryRow;
import imagefanout.testing.GoldenImages;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The cost of answers in requests and read units, as DynamoDB reports them. */
class DynamoReadsTest {
    private static final String TABLE = "Catalog";
    private static final String REGISTRY = "Registry";

    private final Bill bill = new Bill(DynamoDb.empty(DynamoDbOptions.defaults())::call);
    private final DynamoDbClient client = bill.client();
    private TestApi api;
    private QueryImages queryImages;

    @BeforeEach
    void emptyTable() {
        client.createTable(TableCreation.of(TABLE, CatalogTable.PARTITION_KEY, CatalogTable.SORT_KEY));
        client.createTable(TableCreation.of(REGISTRY, RegistryRow.ACCOUNT_ID));
        new DynamoReconcileJournal(client, TABLE, Deadline.none()).replace(JournalEntry.FIRST, reconciled());
        queryImages = justStarted();
        api = new TestApi(new DynamoImageCatalog(client, TABLE, Deadline.none()), () -> queryImages);
        api.get("/v1/pipelines"); // from now on the last reconcile is remembered
    }

    private QueryImages justStarted() {
        return new QueryImagesWiring(
                        client,
                        TABLE,
                        REGISTRY,
                        Optional.empty(),
                        "Rules",
                        OfferPolicy.AVAILABLE_ONLY,
                        TestApi.METRICS,
                        Clock.fixed(TestApi.NOW, ZoneOffset.UTC))
                .queryImages();
    }

    private static JournalEntry reconciled() {
        SweepHistory clean = new SweepHistory(Optional.of(TestApi.RECONCILED), 0);
        return new JournalEntry(1, Optional.empty(), Backlog.NONE, 0, Set.of(), clean);
    }

    @Test
    void answersFromAChannelInFiveRequestsThoughOtherBuildsLieBetween() {
        for (int i = 1; i <= 30; i++) {
            api.recorded(widely(i));
        }
        for (int i : new int[] {1, 30}) {
            String body = "{\"imageArn\": \"" + GoldenImages.build(i).arn() + "\", \"reason\": \"tested\"}";
            api.send("PUT", "/v1/pipelines/golden-linux/channels/prod", Map.of(), body);
        }
        String latest = "/v1/pipelines/golden-linux/latest?channel=prod&region=us-east-1&account=" + PROD;
        api.get(latest);
        bill.reset();

        TestApi.Response response = api.get(latest);

        assertThat(response.text("/items/0/imageArn"))
                .isEqualTo(GoldenImages.build(30).arn().toString());
        assertThat(bill.requests()).isLessThanOrEqualTo(5);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(14);
    }

    @Test
    void findsTheLatestInThreeRequestsAndFourReadUnitsPlusOneForTheLastReconcileEachMinute() {
        for (int i = 1; i <= 30; i++) {
            api.recorded(widely(i));
        }
        queryImages = justStarted();
        bill.reset();
        api.get("/v1/pipelines/golden-linux/latest?region=us-east-1&account=" + PROD);
        assertThat(bill.requests()).isLessThanOrEqualTo(4);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(4);
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?region=us-east-1&account=" + PROD);

        assertThat(response.text("/items/0/build")).isEqualTo("30");
        assertThat(response.text("/lastReconciledAt")).isEqualTo(TestApi.RECONCILED.toString());
        assertThat(bill.requests()).isLessThanOrEqualTo(3);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(4);
    }

    @Test
    void findsTheLatestOfAllRegionsAtTheSameCost() {
        for (int i = 1; i <= 30; i++) {
            api.recorded(widely(i));
        }
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?account=" + PROD);

        assertThat(response.json().at("/items")).hasSize(20);
        assertThat(bill.requests()).isLessThanOrEqualTo(3);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(4);
    }

    @Test
    void findsTheLatestAtTheSameCostWhenFourNewerBuildsAreHeld() {
        for (int i = 1; i <= 10; i++) {
            api.recorded(widely(i));
        }
        for (int i = 7; i <= 10; i++) {
            api.held(GoldenImages.build(i));
        }
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?region=us-east-1&account=" + PROD);

        assertThat(response.text("/items/0/build")).isEqualTo("6");
        assertThat(bill.requests()).isLessThanOrEqualTo(3);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(4);
    }

    @Test
    void findsTheLatestPublicImageInOneMoreRequest() {
        for (int i = 1; i <= 10; i++) {
            api.recorded(opened(i, new Audience.Everyone()));
        }
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?region=us-east-1&account=" + PROD);

        assertThat(response.text("/items/0/access")).isEqualTo("SHARED");
        assertThat(bill.requests()).isLessThanOrEqualTo(4);
    }

    @Test
    void findsTheLatestThroughAnOrganizationInTwoMoreRequests() {
        String organization = "arn:aws:organizations::123456789012:organization/o-exampleorg1";
        for (int i = 1; i <= 10; i++) {
            api.recorded(opened(i, new Audience.Organization(organization)));
        }
        client.putItem(put -> put.tableName(REGISTRY)
                .item(Map.of(
                        "accountId", AttributeValue.fromS(PROD.value()),
                        "status", AttributeValue.fromS("ACTIVE"),
                        "organizationArn", AttributeValue.fromS(organization))));
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?region=us-east-1&account=" + PROD);

        assertThat(response.text("/items/0/access")).isEqualTo("SHARED");
        assertThat(bill.requests()).isLessThanOrEqualTo(5);
    }

    @Test
    void saysWhatIsOfferedInsteadInTwoMoreRequests() {
        api.recorded(GoldenImages.build(1).to(GoldenImages.US, GoldenImages.SANDBOX), GoldenImages.fiveAmis(2));
        api.held(GoldenImages.build(2));
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?region=us-east-1&account=" + PROD);

        assertThat(response.text("/newestOfferedImageArn"))
                .isEqualTo(GoldenImages.build(1).arn().toString());
        assertThat(bill.requests()).isLessThanOrEqualTo(5);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(4);
    }

    @Test
    void listsAPipelineWithManyHeldBuildsInFourMoreRequests() {
        for (int i = 1; i <= 20; i++) {
            api.recorded(GoldenImages.fiveAmis(i));
        }
        bill.reset();
        api.get("/v1/pipelines");
        assertThat(bill.requests()).isLessThanOrEqualTo(3);
        for (int i = 2; i <= 20; i++) {
            api.held(GoldenImages.build(i));
        }
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines");

        assertThat(response.text("/items/0/newestOfferedBuild/build")).isEqualTo("1");
        assertThat(bill.requests()).isLessThanOrEqualTo(7);
    }

    @Test
    void showsCoverageAndAnAmisOriginInSevenAndEightRequests() {
        api.recorded(GoldenImages.fiveAmis(1));
        bill.reset();
        api.get("/v1/pipelines/golden-linux/coverage");
        assertThat(bill.requests()).isEqualTo(7);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(5);
        queryImages = justStarted();
        api.get("/v1/pipelines");
        bill.reset();

        api.get("/v1/amis/" + GoldenImages.fiveAmis(1).ami(GoldenImages.US, PROD));

        assertThat(bill.requests()).isEqualTo(8);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(6);
    }

    private static GoldenImages opened(int number, Audience to) {
        return GoldenImages.build(number).to(GoldenImages.US, new LaunchPermission(Set.of(to)), GoldenImages.SANDBOX);
    }

    @Test
    void answersAnAccountAtACostThatDoesNotGrowWithItsBuilds() {
        api.recorded(GoldenImages.fiveAmis(1));
        double one = cost("/v1/accounts/" + PROD + "/amis");
        for (int i = 2; i <= 40; i++) {
            api.recorded(GoldenImages.fiveAmis(i));
        }
        double forty = cost("/v1/accounts/" + PROD + "/amis");

        // With more builds, five are read instead of one, and a page of rows.
        assertThat(forty - one).isLessThanOrEqualTo(4 * 0.5 + 1);
    }

    @Test
    void answersAnAccountAtACostThatDoesNotGrowWithOtherPipelines() {
        api.recorded(GoldenImages.fiveAmis(1));
        double alone = cost("/v1/accounts/" + PROD + "/amis");
        int requestsAlone = bill.requests();
        for (int i = 2; i <= 40; i++) {
            api.recorded(GoldenImages.build(i)
                    .of(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + i)));
        }
        double amongOthers = cost("/v1/accounts/" + PROD + "/amis");

        assertThat(amongOthers).isEqualTo(alone);
        assertThat(bill.requests()).isEqualTo(requestsAlone);
    }

    @Test
    void answersAnAccountWithFiftyPipelinesInTenRequests() {
        for (int i = 1; i <= 50; i++) {
            for (int n = 1; n <= 6; n++) {
                api.recorded(widely(6 * i + n)
                        .of(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + i)));
            }
        }
        bill.reset();

        TestApi.Response all = api.get("/v1/accounts/" + PROD + "/amis?limit=50");

        assertThat(all.json().at("/items")).hasSize(50);
        assertThat(all.json().at("/items/0/amis")).hasSize(20);
        assertThat(bill.requests()).isLessThanOrEqualTo(10);
        bill.reset();

        TestApi.Response some = api.get("/v1/accounts/" + PROD + "/amis?limit=50&region=us-east-1");

        assertThat(some.json().at("/items")).hasSize(50);
        assertThat(bill.requests()).isLessThanOrEqualTo(10);
    }

    @Test
    void saysThatARegionNeverGotAnImageInFiveRequestsHoweverManyBuildsThereAre() {
        for (int i = 1; i <= 260; i++) {
            api.recorded(GoldenImages.fiveAmis(i));
        }
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?region=eu-west-9&account=" + PROD);

        assertThat(response.status()).isEqualTo(404);
        assertThat(bill.requests()).isLessThanOrEqualTo(5);
        assertThat(bill.readUnits()).isLessThanOrEqualTo(12);
    }

    @Test
    void findsTheLatestThatOnlyAnOldBuildBroughtToARegionInFiveRequests() {
        for (int i = 1; i <= 260; i++) {
            api.recorded(i == 7 ? GoldenImages.build(7).to(new Region("eu-west-9"), PROD) : GoldenImages.fiveAmis(i));
        }
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/latest?region=eu-west-9&account=" + PROD);

        assertThat(response.text("/items/0/build")).isEqualTo("7");
        assertThat(bill.requests()).isLessThanOrEqualTo(5);
    }

    @Test
    void readsEachRegionOfAnImageOnceHoweverManyPagesItsCopiesTake() {
        api.recorded(widely(1));
        queryImages = justStarted();
        QueryImages started = queryImages;
        bill.reset();

        List<String> walked = new java.util.ArrayList<>();
        String next = null;
        do {
            TestApi.Response page =
                    api.get("/v1/images/golden-linux/1.0.0/1/amis?limit=2" + (next == null ? "" : "&cursor=" + next));
            page.json()
                    .at("/items")
                    .forEach(item -> walked.add(item.at("/region").asText()));
            next = page.json().at("/nextCursor").textValue();
            queryImages = started;
        } while (next != null);

        assertThat(walked).hasSize(21);
        // Of each page, the name and the build; once, the Regions and the last reconcile.
        assertThat(bill.requests()).isEqualTo(11 * 3 + 2);
    }

    @Test
    void doesNotRememberTheRegionsOfABuildThatChanged() {
        api.recorded(GoldenImages.fiveAmis(1));
        String url = "/v1/images/golden-linux/1.0.0/1/amis";
        assertThat(api.get(url).json().at("/items")).hasSize(5);

        api.catalog.record(ImageSnapshot.of(
                TestApi.NOW,
                GoldenImages.fiveAmis(1).to(new Region("eu-west-9"), PROD).described()));

        assertThat(api.get(url).json().at("/items")).hasSize(6);
    }

    /** The list, the histories of the pipelines in sight, the distribution configurations, and the import on hold. */
    @Test
    void showsTheFirstPageOfFiveHundredPipelinesInTwentyRequests() {
        StringBuilder inSight = new StringBuilder();
        for (int i = 1; i <= 500; i++) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p%03d".formatted(i));
            for (int n = i <= 20 ? 1 : 10; n <= 11; n++) {
                GoldenImages build = GoldenImages.build(11 * i + n).of(pipeline);
                api.recorded(n == 11 && i % 10 == 0 ? build.in(ImageState.FAILED) : build);
            }
            if (i <= 20) {
                inSight.append(i == 1 ? "" : ",").append(pipeline);
                for (String channel : List.of("dev", "prod")) {
                    api.send(
                            "PUT",
                            "/v1/pipelines/" + pipeline.name() + "/channels/" + channel,
                            Map.of(),
                            "{\"imageArn\": \""
                                    + GoldenImages.build(11 * i + 3)
                                            .of(pipeline)
                                            .arn()
                                    + "\", \"reason\": \"tested\"}");
                }
            }
        }
        queryImages = justStarted();
        QueryImages started = queryImages;
        bill.reset();

        TestApi.Response first = api.get("/v1/pipelines?limit=250");
        queryImages = started;
        TestApi.Response second = api.get("/v1/pipelines?limit=250&cursor=" + first.text("/nextCursor"));
        TestApi.Response histories = api.get("/v1/pipelines?pipelineArn=" + inSight);
        api.get("/v1/distributions");
        api.get("/v1/accounts/approvals");

        assertThat(first.json().at("/items")).hasSize(250);
        assertThat(second.json().at("/items")).hasSize(250);
        assertThat(histories.json().at("/items")).hasSize(20);
        assertThat(histories.json().at("/items/19/recentBuilds")).hasSize(10);
        assertThat(histories.json().at("/items/19/channels")).hasSize(2);
        assertThat(bill.requests()).isLessThanOrEqualTo(20);
    }

    @Test
    void listsFiveHundredPipelinesInTwentyRequests() {
        for (int i = 1; i <= 500; i++) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p%03d".formatted(i));
            api.recorded(GoldenImages.build(2 * i).of(pipeline));
            GoldenImages newest = GoldenImages.build(2 * i + 1).of(pipeline);
            api.recorded(i % 10 == 0 ? newest.in(ImageState.FAILED) : newest);
        }
        bill.reset();
        java.util.List<JsonNode> items = new java.util.ArrayList<>();

        String next = null;
        do {
            TestApi.Response page = api.get("/v1/pipelines?limit=100" + (next == null ? "" : "&cursor=" + next));
            page.json().at("/items").forEach(items::add);
            next = page.json().at("/nextCursor").textValue();
        } while (next != null);

        assertThat(items).hasSize(500);
        for (int i = 1; i <= 500; i++) {
            JsonNode item = items.get(i - 1);
            assertThat(item.at("/newestBuild/build").asInt()).isEqualTo(2 * i + 1);
            assertThat(item.at("/newestOfferedBuild/build").asInt()).isEqualTo(i % 10 == 0 ? 2 * i : 2 * i + 1);
        }
        assertThat(bill.requests()).isLessThanOrEqualTo(20);
    }

    @Test
    void listsOwnAndSharedPipelinesExactlyOnce() {
        LaunchPermission all = new LaunchPermission(Set.of(new Audience.Everyone()));
        for (int i = 1; i <= 9; i++) {
            GoldenImages image = GoldenImages.build(i)
                    .of(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + i));
            api.recorded(
                    switch (i % 3) {
                        case 0 -> image.to(GoldenImages.US, PROD);
                        case 1 -> image.to(GoldenImages.US, all, GoldenImages.SANDBOX);
                        default -> image.to(GoldenImages.US, all, PROD);
                    });
        }
        java.util.List<String> walked = new java.util.ArrayList<>();

        String next = null;
        do {
            TestApi.Response page =
                    api.get("/v1/accounts/" + PROD + "/amis?limit=2" + (next == null ? "" : "&cursor=" + next));
            page.json().at("/items").forEach(item -> walked.add(item.at("/name").asText()));
            next = page.json().at("/nextCursor").textValue();
        } while (next != null);

        assertThat(walked).containsExactlyInAnyOrder("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
    }

    @Test
    void findsTheOnlyFailedBuildOfSixtyInFourRequests() {
        api.recorded(GoldenImages.fiveAmis(1).failedFor(GoldenImages.EU, PROD));
        for (int i = 2; i <= 60; i++) {
            api.recorded(GoldenImages.build(i));
        }
        bill.reset();

        TestApi.Response response = api.get("/v1/pipelines/golden-linux/builds?state=FAILED&limit=1");

        assertThat(response.text("/items/0/build")).isEqualTo("1");
        assertThat(bill.requests()).isLessThanOrEqualTo(4);
    }

    private double cost(String url) {
        bill.reset();
        assertThat(api.get(url).status()).isEqualTo(200);
        return bill.readUnits();
    }

    /** Distributes to 20 Regions. */
    private static GoldenImages widely(int number) {
        GoldenImages image = GoldenImages.build(number).to(new Region("us-east-1"), PROD);
        for (int i = 2; i <= 20; i++) {
            image = image.to(new Region("eu-west-" + i), PROD);
        }
        return image;
    }

    /** Sums up the consumed capacity that DynamoDB returns for reads. */
    private static final class Bill implements DynamoDbCalls {
        private final DynamoDbCalls calls;
        private int requests;
        private double units;

        private Bill(DynamoDbCalls calls) {
            this.calls = calls;
        }

        void reset() {
            requests = 0;
            units = 0;
        }

        int requests() {
            return requests;
        }

        double readUnits() {
            return units;
        }

        @Override
        public ObjectNode call(String operation, ObjectNode request) {
            requests++;
            if (!operation.matches("Query|GetItem|BatchGetItem")) {
                return calls.call(operation, request);
            }
            ObjectNode response = calls.call(operation, request.put("ReturnConsumedCapacity", "TOTAL"));
            List<JsonNode> consumed = response.required("ConsumedCapacity").findValues("CapacityUnits");
            units += consumed.stream().mapToDouble(JsonNode::doubleValue).sum();
            return response;
        }
    }
}

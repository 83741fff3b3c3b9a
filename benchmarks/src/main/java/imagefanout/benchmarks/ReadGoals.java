package imagefanout.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.DynamoDbCalls;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.CurrentOffer;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.answers.OpenLineages;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.Distribution;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.OutputAmi;
import imagefanout.model.image.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the requests of answers over many pipelines and many builds, with the use cases of the query API. */
final class ReadGoals {
    private static final String TABLE = "Catalog";
    private static final Region HOME = new Region("us-east-1");
    private static final AccountId OWNER = new AccountId("123456789012");
    private static final AccountId TARGET = new AccountId("111111111111");
    private static final Set<Audience> EVERYONE = Set.of(new Audience.Everyone());
    private static final int PAGE = 100;

    private final CountedCalls calls = new CountedCalls(DynamoDb.empty(DynamoDbOptions.defaults())::call);
    private final DynamoImageCatalog catalog;

    private ReadGoals() {
        var client = calls.client();
        client.createTable(CatalogTable.creation(TABLE));
        catalog = new DynamoImageCatalog(client, TABLE, Deadline.none());
    }

    static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int pipelines : List.of(50, 150, 500)) {
            rows.add(new ReadGoals().dashboard(pipelines));
        }
        for (int pipelines : List.of(5, 20, 50)) {
            rows.add(new ReadGoals().account(pipelines));
        }
        for (int builds : List.of(26, 260, 1_040)) {
            rows.add(new ReadGoals().latestOfARegionWithoutAnImage(builds));
        }
        return rows;
    }

    private GoalRow dashboard(int pipelines) {
        for (int i = 0; i < pipelines; i++) {
            record(pipeline(i), 1, ImageState.AVAILABLE);
            record(pipeline(i), 2, i % 10 == 0 ? ImageState.FAILED : ImageState.AVAILABLE);
        }
        calls.reset();
        Optional<PipelineArn> next = Optional.empty();
        do {
            ResultPage<DirectoryEntry<PipelineArn>, PipelineArn> page = catalog.pipelineEntries(next, PAGE);
            CurrentOffer.ofAll(catalog, OfferPolicy.AVAILABLE_ONLY, page.items());
            next = page.next();
        } while (next.isPresent());
        return row("dashboard: requests", pipelines + " pipelines", 20);
    }

    private GoalRow account(int pipelines) {
        for (int i = 0; i < pipelines; i++) {
            for (int build = 1; build <= 10; build++) {
                record(pipeline(i), build, ImageState.AVAILABLE);
            }
        }
        calls.reset();
        LatestImage latest = new LatestImage(catalog, OfferPolicy.AVAILABLE_ONLY);
        ResultPage<OpenLineages.OpenLineage, Lineage> open =
                new OpenLineages(catalog).of(TARGET, EVERYONE, Optional.empty(), Optional.empty(), pipelines);
        open.items().forEach(lineage -> latest.of(lineage, Optional.empty()));
        return row("AMIs of an account: requests", pipelines + " pipelines of 10 builds", 10);
    }

    private GoalRow latestOfARegionWithoutAnImage(int builds) {
        for (int build = 1; build <= builds; build++) {
            record(pipeline(0), build, ImageState.AVAILABLE);
        }
        calls.reset();
        new LatestImage(catalog, OfferPolicy.AVAILABLE_ONLY)
                .of(pipeline(0), TARGET, Set.of(), Optional.of(new Region("eu-west-9")), Optional.empty());
        CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, pipeline(0));
        return row("latest of a Region that never got an image: requests", builds + " builds", 5);
    }

    private GoalRow row(String what, String size, int atMost) {
        return new GoalRow(what, size, calls.requests, atMost);
    }

    private void record(PipelineArn pipeline, int number, ImageState state) {
        ImageBuildArn arn = ImageBuildArn.parse(String.format(
                Locale.ROOT, "arn:aws:imagebuilder:us-east-1:123456789012:image/%s/1.0.0/%d", pipeline.name(), number));
        Instant createdAt = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * number);
        Build build = new Build(
                arn,
                pipeline.name(),
                ImageType.AMI,
                state,
                Optional.empty(),
                createdAt,
                Optional.of(pipeline),
                Optional.empty(),
                Optional.of("Linux"),
                Optional.empty(),
                Optional.empty(),
                List.of());
        Distribution distribution =
                new Distribution(HOME, true, Set.of(TARGET), LaunchPermission.NONE, new Settings("{}"));
        List<OutputAmi> amis = List.of(
                new OutputAmi(new Copy(HOME, OWNER), ami(arn, OWNER)),
                new OutputAmi(new Copy(HOME, TARGET), ami(arn, TARGET)));
        catalog.record(ImageSnapshot.of(createdAt, new DescribedImage(build, List.of(distribution), amis, Map.of())));
    }

    private static AmiId ami(ImageBuildArn build, AccountId account) {
        return new AmiId(String.format(Locale.ROOT, "ami-%08x%09x", build.hashCode(), account.hashCode()));
    }

    private static PipelineArn pipeline(int number) {
        return PipelineArn.parse(
                String.format(Locale.ROOT, "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p%04d", number));
    }

    /** Counts requests. */
    private static final class CountedCalls implements DynamoDbCalls {
        private final DynamoDbCalls calls;
        private int requests;

        private CountedCalls(DynamoDbCalls calls) {
            this.calls = calls;
        }

        private void reset() {
            requests = 0;
        }

        @Override
        public ObjectNode call(String operation, ObjectNode request) {
            requests++;
            return calls.call(operation, request);
        }
    }
}

package imagefanout.dynamodb.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.Release;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Limits on requests and consumed capacity. */
class CostTest {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final int MAX_BYTES_OF_META = 4096;
    private static final List<Region> TWENTY_REGIONS = Stream.of(
                    "us-east-1",
                    "us-east-2",
                    "us-west-1",
                    "us-west-2",
                    "eu-west-1",
                    "eu-west-2",
                    "eu-west-3",
                    "eu-central-1",
                    "eu-north-1",
                    "eu-south-1",
                    "ap-south-1",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ap-southeast-3",
                    "ap-northeast-1",
                    "ap-northeast-2",
                    "ap-northeast-3",
                    "ca-central-1",
                    "sa-east-1",
                    "me-central-1")
            .map(Region::new)
            .toList();

    private DynamoDbClient client;
    private MeteredCalls meter;
    private String table;
    private DynamoImageCatalog catalog;

    @BeforeEach
    void open() {
        client = DYNAMODB.calls().client();
        meter = new MeteredCalls(DYNAMODB.calls());
        table = DYNAMODB.newTable();
        catalog = Catalogs.on(meter.client(), table);
    }

    @Test
    void firstRecordingOfFiveAmisTakesAtMostNineRequests() {
        catalog.record(at(0, GoldenImages.fiveAmis(1)));

        assertThat(meter.requests()).isLessThanOrEqualTo(9);
        assertThat(meter.writeUnits()).isLessThanOrEqualTo(18);
    }

    @Test
    void redeliveryOfAnUnchangedBuildTakesOneRequestAndWritesNothing() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(at(0, image));
        meter.reset();

        Recording again = catalog.record(at(1, image));

        assertThat(again.outcome()).isEqualTo(SnapshotOutcome.UNCHANGED);
        assertThat(meter.writeUnits()).isZero();
        assertThat(meter.requests()).isEqualTo(1);
        assertThat(meter.readUnits()).isLessThanOrEqualTo(1);
    }

    @Test
    void olderSnapshotWritesNothing() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(at(1, image));
        meter.reset();

        catalog.record(at(0, image.failedFor(EU, SANDBOX)));

        assertThat(meter.writeUnits()).isZero();
    }

    @Test
    void stateChangeTakesAtMostTwoWriteUnits() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(at(0, image));
        meter.reset();

        catalog.record(at(1, image.in(ImageState.DEPRECATED)));

        assertThat(meter.writeUnits()).isLessThanOrEqualTo(2);
        assertThat(meter.requests()).isEqualTo(3);
    }

    @Test
    void latestAmiQueryTakesAtMostThreeRequestsAndFourReadUnits() {
        for (int number = 1; number <= 12; number++) {
            GoldenImages image = GoldenImages.build(number);
            for (Region region : TWENTY_REGIONS) {
                image = image.to(region, PROD, SANDBOX);
            }
            catalog.record(at(0, image));
        }
        meter.reset();

        boolean known = !catalog.pipelinesNamed(PIPELINE.name()).isEmpty();
        ResultPage<UsableCopy, BuildPosition> newest =
                catalog.usable(new Audience.Account(PROD), PIPELINE, Optional.empty(), Optional.empty(), 5);

        assertThat(known).isTrue();
        assertThat(newest.items()).hasSize(5);
        assertThat(meter.requests()).isLessThanOrEqualTo(3);
        assertThat(meter.readUnits()).isLessThanOrEqualTo(4);
    }

    @Test
    void metaStaysBelowFourKilobytes() {
        GoldenImages image = GoldenImages.build(1);
        for (Region region : TWENTY_REGIONS) {
            image = image.to(region, PROD);
        }
        GoldenImages lengthy = image.in(ImageState.FAILED).because("é".repeat(1024));
        catalog.record(at(0, lengthy));
        catalog.hold(lengthy.arn(), new Hold("r".repeat(1000), "operator", NOON));

        int bytes = StoredSize.of(TableContents.of(client, table).get(CatalogKeys.meta(lengthy.arn())));

        assertThat(bytes).isLessThan(MAX_BYTES_OF_META);
        assertThat(catalog.build(lengthy.arn()).map(build -> build.build()))
                .contains(lengthy.described().build());
    }

    /** Few builds are held, but nobody should wait for it. */
    @Test
    void aHoldAndItsReleaseTakeFewRequests() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(at(0, image));
        meter.reset();

        catalog.hold(image.arn(), new Hold("sshd does not start", "ann", NOON));
        assertThat(meter.requests()).as("META, the list of held builds, META").isEqualTo(3);
        assertThat(meter.writeUnits()).isEqualTo(2);

        catalog.hold(image.arn(), new Hold("sshd stops", "ann", NOON));
        assertThat(meter.requests()).as("the hold that ends as well").isEqualTo(3 + 4);
        assertThat(meter.writeUnits()).isEqualTo(2 + 3);

        catalog.release(image.arn(), new Release("sshd starts", "bob", NOON));
        assertThat(meter.requests()).as("META, the history, META").isEqualTo(7 + 3);
        assertThat(meter.writeUnits()).isEqualTo(5 + 2);
    }

    /** The largest known build, in the 400 MB heap that the tests share with the emulator. */
    @Test
    void recordsTwentyRegionsAndFifteenHundredAccounts() {
        AccountId[] accounts = IntStream.range(0, 1500)
                .mapToObj(number -> new AccountId("%012d".formatted(100_000_000_007L + number * 389_999_999L)))
                .toArray(AccountId[]::new);
        GoldenImages image = GoldenImages.build(1);
        for (Region region : TWENTY_REGIONS) {
            image = image.to(region, accounts);
        }
        ImageSnapshot snapshot = at(0, image);
        int amis = snapshot.fanOut().counts().recorded();

        catalog.record(snapshot);

        assertThat(amis).isGreaterThan(30_000);
        assertThat(meter.writeUnits() / amis).isLessThanOrEqualTo(1.15);
        assertThat((double) meter.requests() / amis).isLessThanOrEqualTo(0.05);
        assertThat(catalog.image(image.arn()).map(RecordedImage::fanOut)).contains(snapshot.fanOut());
        assertThat(catalog.usable(new Audience.Account(accounts[77]), PIPELINE, Optional.empty(), Optional.empty(), 1)
                        .items()
                        .get(0)
                        .owned())
                .hasSize(20)
                .containsEntry(US, image.ami(US, accounts[77]));
    }

    private static ImageSnapshot at(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }
}

package imagefanout.dynamodb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.announce.DynamoAnnouncedStates;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.Announcement;
import imagefanout.model.announce.Hint;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits on what announcements cost. docs/performance.md has the figures. */
class AnnouncementCostTest {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    private MeteredCalls meter;
    private DynamoImageCatalog catalog;
    private AnnounceChanges changes;
    private final List<Announcement> published = new ArrayList<>();

    @BeforeEach
    void open() {
        meter = new MeteredCalls(DYNAMODB.calls());
        String table = DYNAMODB.newTable();
        catalog = Catalogs.on(meter.client(), table);
        changes = new AnnounceChanges(
                catalog,
                new DynamoChannels(meter.client(), table, Deadline.none()),
                OfferPolicy.AVAILABLE_ONLY,
                new InMemoryAccountRegistry(),
                new DynamoDistributionLedger(meter.client(), table, Deadline.none()),
                new DynamoAnnouncedStates(meter.client(), table, Deadline.none()),
                published::addAll);
    }

    @Test
    void aBuildForThreeAccountsTakesAtMostTenWriteUnits() {
        record(1, GoldenImages.fiveAmis(1));
        meter.reset();

        announce(GoldenImages.fiveAmis(1));

        assertThat(published).hasSize(4);
        assertThat(meter.writeUnits()).isLessThanOrEqualTo(10);
    }

    @Test
    void aHintAboutWhatIsAnnouncedTakesThreeRequestsAndWritesNothing() {
        record(1, GoldenImages.fiveAmis(1));
        announce(GoldenImages.fiveAmis(1));
        meter.reset();

        announce(GoldenImages.fiveAmis(1));

        assertThat(meter.requests()).isEqualTo(3);
        assertThat(meter.writeUnits()).isZero();
    }

    @Test
    void twentyRegionsTakeLessThanHalfAWriteUnitForEachAccount() {
        AccountId[] accounts = IntStream.range(0, 200)
                .mapToObj(number -> new AccountId("%012d".formatted(100_000_000_007L + number * 389_999_999L)))
                .toArray(AccountId[]::new);
        GoldenImages first = GoldenImages.build(1);
        GoldenImages second = GoldenImages.build(2);
        for (int number = 1; number <= 20; number++) {
            Region region = new Region("xx-region-" + number);
            first = first.to(region, accounts);
            second = second.to(region, accounts);
        }
        record(1, first);
        announce(first);
        record(2, second);
        published.clear();
        meter.reset();

        announce(second);

        assertThat(published).hasSize(202);
        // Sixteen contents, sixteen marks, and the build.
        assertThat(meter.writeUnits()).isLessThanOrEqualTo(200 / 2);
        assertThat(meter.requests()).isLessThanOrEqualTo(50);
    }

    private void record(int minutes, GoldenImages image) {
        catalog.record(ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described()));
    }

    private void announce(GoldenImages image) {
        assertThat(changes.announce(List.of(new Hint.OfBuild(image.arn()))).failures())
                .isEmpty();
    }
}

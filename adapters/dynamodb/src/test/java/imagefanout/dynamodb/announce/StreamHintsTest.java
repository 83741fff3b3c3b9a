package imagefanout.dynamodb.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import imagefanout.model.announce.Hint;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys are those of other rooms, so the hints are parsed from what these rooms write. */
final class StreamHintsTest {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00.000000007Z");
    private static final DistributionConfigurationArn CONFIGURATION = DistributionConfigurationArn.parse(
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");
    private static final SyncTrigger TRIGGER = new SyncTrigger(SyncTrigger.Kind.MANUAL, "");

    private final String table = DYNAMODB.newTable();

    @Test
    void oneItemOfARecordedBuildGivesAHint() {
        GoldenImages build = GoldenImages.fiveAmis(1);

        new DynamoImageCatalog(DYNAMODB.client(), table, Deadline.none())
                .record(ImageSnapshot.of(NOON, build.described()));

        assertThat(hints()).containsExactly(new Hint.OfBuild(build.arn()));
    }

    @Test
    void theStateOfAConfigurationAndItsChangesGiveHints() {
        DynamoDistributionLedger ledger = new DynamoDistributionLedger(DYNAMODB.client(), table, Deadline.none());
        AccountId account = GoldenImages.PROD;
        Region region = GoldenImages.US;
        SyncState state = new SyncState(
                CONFIGURATION,
                "everywhere",
                new TreeSet<>(),
                SyncStatus.IN_SYNC,
                List.of(),
                Optional.empty(),
                1,
                0,
                0,
                TRIGGER,
                NOON,
                Optional.empty());
        ledger.record(new SyncedConfiguration(state, new TreeMap<>()));
        Change change = new Change(
                CONFIGURATION,
                NOON,
                "0123",
                TRIGGER,
                Digest.of("plan").end(),
                Optional.empty(),
                ChangeOutcome.APPLIED,
                Optional.empty(),
                new TreeMap<>(Map.of(
                        region,
                        new RegionChange(region, new TreeSet<>(), new TreeSet<>(List.of(account)), new TreeSet<>()))));
        ledger.record(change);

        assertThat(hints())
                .containsExactlyInAnyOrder(
                        new Hint.OfConfiguration(CONFIGURATION), new Hint.OfChange(CONFIGURATION, change.position()));
    }

    @Test
    void aChannelGivesAHintAndItsHistoryNone() {
        DynamoChannels channels = new DynamoChannels(DYNAMODB.client(), table, Deadline.none());
        ChannelName name = new ChannelName("prod");
        PromoteBuild promote = new PromoteBuild(channels);
        InMemoryImageCatalog catalog = new InMemoryImageCatalog();
        for (int number = 1; number <= 2; number++) {
            GoldenImages build = GoldenImages.fiveAmis(number);
            catalog.record(ImageSnapshot.of(NOON, build.described()));
            promote.promote(
                    GoldenImages.PIPELINE,
                    name,
                    catalog.build(build.arn()).orElseThrow(),
                    new ChannelAction(NOON, "ann", "tested", false));
        }

        assertThat(hints()).containsExactly(new Hint.OfChannel(GoldenImages.PIPELINE, name));
    }

    @Test
    void whatIsAnnouncedGivesNoHint() {
        DynamoAnnouncedStates states = new DynamoAnnouncedStates(DYNAMODB.client(), table, Deadline.none());
        states.replace("BUILD#x", "BUILD", Optional.empty(), "text");
        states.published("BUILD#x", "BUILD", 1);

        assertThat(hints()).isEmpty();
    }

    @Test
    void theTimeOfTheLastCheckGivesNoHint() {
        assertThat(StreamHints.of("SYNCS", "CHECKED")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BUILD#x,META", "SYNCS,x", "SYNC#x,CHANGE#y#z", "SYNC#x,CHANGE#2026-02-01T12:00:00Z"})
    void aKeyThatCannotBeParsedIsMalformed(String partition, String sort) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> StreamHints.of(partition, sort));
    }

    private List<Hint> hints() {
        Stream<StoredKey> keys = DYNAMODB.client().scan(scan -> scan.tableName(table)).items().stream()
                .map(StoredKey::of);
        return keys.flatMap(key -> StreamHints.of(key.partition(), key.sort()).stream())
                .toList();
    }
}

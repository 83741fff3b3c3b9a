package imagefanout.endtoend.interleavings;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import imagefanout.dynamodb.catalog.CatalogOnTheWire;
import imagefanout.endtoend.fleet.FleetContents;
import imagefanout.endtoend.interleavings.EveryInterleaving.Start;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * An old build is removed while somebody else changes it, in every order of the calls. Either may be killed at any point; then the next
 * sweep finishes the removal.
 */
class RemovalAmongOthersTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final GoldenImages OLD = GoldenImages.build(1).to(US, PROD).to(EU, SANDBOX);
    private static final ChannelName CHANNEL = new ChannelName("prod");
    private static final Set<String> LEFT = Set.of("BUILD", "NAME", "PIPELINES", "HOLDS", "CHANNELS");
    private static final CatalogProcesses PROCESSES = new CatalogProcesses();

    private final DynamoDb first = PROCESSES.tablesWith(List.of(ImageSnapshot.of(NOON, OLD.described())));
    private final RecordedBuild build =
            PROCESSES.inCatalog(first, catalog -> catalog.build(OLD.arn()).orElseThrow());

    @Test
    void aHeldBuildIsNotRemoved() {
        Hold hold = new Hold("breaks ssh", "ann", NOON);

        assertThat(outcomes(PROCESSES.hold(OLD.arn(), hold), "true")).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aPromotedBuildIsNotRemoved() {
        ChannelAction action = new ChannelAction(NOON, "ann", "tested", true);

        assertThat(outcomes(PROCESSES.promotion(build, CHANNEL, action), "true"))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aRecorderBringsNoBuildBack() {
        ImageSnapshot later =
                ImageSnapshot.of(NOON.plusSeconds(60), OLD.without(US, PROD).described());

        assertThat(outcomes(PROCESSES.recording(later), "kept")).containsExactlyInAnyOrder(true, false);
    }

    /**
     * Returns whether the build was kept, for each way in which both ended.
     *
     * @param success what the other process returns if the build must be kept
     */
    private Set<Boolean> outcomes(Start<String> other, String success) {
        Set<Boolean> outcomes = new HashSet<>();
        EveryInterleaving.<String>of(first, CatalogProcesses::commitPoint, CatalogProcesses.WHOLE_BATCHES)
                .explore(List.of(PROCESSES.removal(build, NOON), other), reached -> {
                    DynamoDb tables = reached.tables().copy();
                    PROCESSES.with(tables, client -> {
                        CatalogOnTheWire.retention(client).finishRemovals();
                        return true;
                    });
                    Optional<RecordedImage> left = PROCESSES.inCatalog(tables, catalog -> catalog.image(OLD.arn()));
                    assertThat(left.isPresent() || !isPromoted(tables))
                            .as("promoted")
                            .isTrue();
                    if (reached.isOver()) {
                        outcomes.add(left.isPresent());
                        assertThat(left.isPresent() || !reached.results().contains(success))
                                .isTrue();
                        assertThat(PROCESSES.<Set<String>>with(tables, CatalogOnTheWire::unreachableEditions))
                                .isEmpty();
                        if (left.isEmpty()) {
                            // AMIs are facts: an overtaken recorder may have written some.
                            Set<String> kinds = kinds(tables);
                            kinds.remove("AMI");
                            assertThat(kinds).isSubsetOf(LEFT);
                        }
                    }
                });
        return outcomes;
    }

    private static boolean isPromoted(DynamoDb tables) {
        return PROCESSES
                .<Optional<Channel>>with(
                        tables, client -> CatalogOnTheWire.channels(client).channel(GoldenImages.PIPELINE, CHANNEL))
                .isPresent();
    }

    private static Set<String> kinds(DynamoDb tables) {
        return CatalogProcesses.items(tables).stream()
                .map(item -> FleetContents.text(item, "SK").startsWith("ROW#")
                        ? "ROW"
                        : FleetContents.text(item, "PK").replaceFirst("#.*", ""))
                .collect(Collectors.toSet());
    }
}

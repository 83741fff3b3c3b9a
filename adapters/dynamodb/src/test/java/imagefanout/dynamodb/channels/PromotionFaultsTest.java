package imagefanout.dynamodb.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.sdk.DynamoDbCalls;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.table.EmulatedTable;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.FollowChannel;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.channels.PromotionRule;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every call of a promotion, a way back, a deletion and a run of a rule fails, before or after it was done, or the process is
 * killed there. Then the same is tried again, and every item is as if nothing had happened.
 */
class PromotionFaultsTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final ChannelName DEV = new ChannelName("dev");
    private static final ChannelName PROD = new ChannelName("prod");
    private static final PromotionRule RULE = new PromotionRule(
            new PromotionRule.Target(GoldenImages.PIPELINE, PROD), DEV, 0, ZoneOffset.UTC, Optional.empty());

    /** The process ends here: no retry of the SDK, nothing is caught. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What befalls one call. */
    private enum Blow {
        REFUSED,
        ANSWER_LOST,
        KILLED_BEFORE,
        KILLED_AFTER
    }

    @Test
    void everyFaultOnEveryCallEndsInTheSameState() {
        BiConsumer<Channels, ImageCatalog> promote = (channels, catalog) -> promote(channels, catalog, PROD, 3);
        BiConsumer<Channels, ImageCatalog> back = (channels, catalog) -> promote(channels, catalog, PROD, 1);
        BiConsumer<Channels, ImageCatalog> delete =
                (channels, catalog) -> new PromoteBuild(channels).delete(GoldenImages.PIPELINE, PROD, action());
        BiConsumer<Channels, ImageCatalog> rule = (channels, catalog) ->
                new FollowChannel(channels, catalog, Clock.fixed(NOW, ZoneOffset.UTC)).apply(RULE);
        for (BiConsumer<Channels, ImageCatalog> work : List.of(promote, back, delete, rule)) {
            int calls = calls(work);
            assertThat(calls).isGreaterThanOrEqualTo(3);
            EmulatedTable undisturbed = prepared();
            run(undisturbed, work);
            for (Blow blow : Blow.values()) {
                for (int call = 1; call <= calls; call++) {
                    EmulatedTable table = prepared();
                    int[] left = {call};
                    attempt((operation, request) -> strike(table, blow, --left[0], operation, request), work);
                    run(table, work);

                    assertThat(table.items())
                            .as("%s on call %d of %d", blow, call, calls)
                            .isEqualTo(undisturbed.items());
                }
            }
        }
    }

    private static ObjectNode strike(EmulatedTable table, Blow blow, int left, String operation, ObjectNode request) {
        if (left != 0) {
            return table.call(operation, request);
        }
        if (blow == Blow.REFUSED) {
            throw new StorageException("refused");
        }
        if (blow == Blow.KILLED_BEFORE) {
            throw new Killed();
        }
        table.call(operation, request);
        if (blow == Blow.KILLED_AFTER) {
            throw new Killed();
        }
        throw new StorageException("the answer was lost");
    }

    /** prod is at the second build and has the first; dev is at the third. */
    private static EmulatedTable prepared() {
        EmulatedTable table = EmulatedTable.empty(25);
        ImageCatalog catalog = new DynamoImageCatalog(table.client(), EmulatedTable.NAME, Deadline.none());
        Channels channels = new DynamoChannels(table.client(), EmulatedTable.NAME, Deadline.none());
        for (int number = 1; number <= 3; number++) {
            catalog.record(ImageSnapshot.of(NOW, GoldenImages.build(number).described()));
        }
        promote(channels, catalog, PROD, 1);
        promote(channels, catalog, PROD, 2);
        promote(channels, catalog, DEV, 3);
        return table;
    }

    private static void promote(Channels channels, ImageCatalog catalog, ChannelName name, int number) {
        new PromoteBuild(channels)
                .promote(
                        GoldenImages.PIPELINE,
                        name,
                        catalog.build(GoldenImages.build(number).arn()).orElseThrow(),
                        action());
    }

    private static ChannelAction action() {
        return new ChannelAction(NOW, "ann", "tested", false);
    }

    private static int calls(BiConsumer<Channels, ImageCatalog> work) {
        EmulatedTable table = prepared();
        int[] calls = {0};
        attempt(
                (operation, request) -> {
                    calls[0]++;
                    return table.call(operation, request);
                },
                work);
        return calls[0];
    }

    private static void run(DynamoDbCalls table, BiConsumer<Channels, ImageCatalog> work) {
        DynamoDbClient client = table.client();
        work.accept(
                new DynamoChannels(client, EmulatedTable.NAME, Deadline.none()),
                new DynamoImageCatalog(client, EmulatedTable.NAME, Deadline.none()));
    }

    /** As above; what fails is tried again by whoever called. */
    private static void attempt(DynamoDbCalls table, BiConsumer<Channels, ImageCatalog> work) {
        try {
            run(table, work);
        } catch (StorageException | Killed e) {
            assertThat(e).isNotNull();
        }
    }
}

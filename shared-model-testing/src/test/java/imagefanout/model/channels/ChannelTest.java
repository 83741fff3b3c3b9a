package imagefanout.model.channels;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.channels.InMemoryChannels;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a channel keeps of the builds that it had. */
final class ChannelTest {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final ChannelName PROD = new ChannelName("prod");

    private final InMemoryChannels channels = new InMemoryChannels();
    private int changes;

    @Test
    void goingBackToAFallBackRemovesOnlyTheNewerBuilds() {
        promote(1);
        promote(3);
        Channel back = promote(1);

        assertThat(back.last().removed()).containsExactly(arn(3));
        assertThat(back.takenOut()).extracting(Promotion::build).containsExactly(arn(3));
    }

    @Test
    void aChangeWithFactsIsByARule() {
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("days", "7");

        assertThat(promote(1).last().isByRule()).isFalse();
        assertThat(promote(2, new ChannelAction(START, "rule", "due", false, facts))
                        .last()
                        .isByRule())
                .isTrue();
    }

    @Test
    void everyBuildIsTakenOutThatIsOlderThanAHundredOnes() {
        Channel hundred = takenOut(IntStream.iterate(102, number -> number + 2).limit(Channel.MAX_TAKEN_OUT));
        Channel fewer = takenOut(IntStream.iterate(102, number -> number + 2).limit(Channel.MAX_TAKEN_OUT - 1));

        assertThat(hundred.hasTakenOut(promotion(101))).isTrue();
        assertThat(hundred.hasTakenOut(promotion(102))).isTrue();
        assertThat(hundred.hasTakenOut(promotion(103))).isFalse();
        assertThat(fewer.hasTakenOut(promotion(101))).isFalse();
    }

    @Test
    void aFallBackThatWasForgottenSinceThenIsInUse() {
        Instant since = promote(1).last().at();
        int last = Channel.MAX_PROMOTIONS + 5;
        IntStream.rangeClosed(2, last).forEach(this::promote);

        assertThat(channels.channel(PIPELINE, PROD).orElseThrow().promotions())
                .extracting(Promotion::build)
                .doesNotContain(arn(1), arn(2));
        assertThat(channels.buildsInUse(PIPELINE, since))
                .as("the channel answered from each of them")
                .hasSize(last)
                .contains(arn(1), arn(2));
    }

    @Test
    void theHistoryIsReadOnlyAsFarBackAsThen() {
        int last = 2 * Channels.HISTORY_PAGE + 5;
        IntStream.rangeClosed(1, last).forEach(this::promote);
        Instant since = START.plusSeconds(last - 3);

        assertThat(historyPages(since)).isEqualTo(1);
        assertThat(historyPages(START.plusSeconds(last - Channels.HISTORY_PAGE - 3)))
                .isEqualTo(2);
    }

    /** How many pages of the history are read to find the builds in use. */
    private int historyPages(Instant since) {
        AtomicInteger pages = new AtomicInteger();
        Object counting = Proxy.newProxyInstance(
                Channels.class.getClassLoader(), new Class<?>[] {Channels.class}, (self, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(self, method, arguments);
                    }
                    if (method.getName().equals("history")) {
                        pages.incrementAndGet();
                    }
                    return method.invoke(channels, arguments);
                });
        assertThat(((Channels) counting).buildsInUse(PIPELINE, since)).contains(arn(200));
        return pages.get();
    }

    private Channel promote(int number) {
        return promote(number, new ChannelAction(START.plusSeconds(changes), "ann", "tested", false));
    }

    private Channel promote(int number, ChannelAction action) {
        changes++;
        Optional<Channel> before = channels.channel(PIPELINE, PROD);
        Promotion promotion = promotion(number);
        Channel next = Channel.promoted(PIPELINE, PROD, before, promotion.build(), promotion.createdAt(), action);
        assertThat(channels.replace(before, next)).isTrue();
        return next;
    }

    /** A channel out of which a person took these builds, oldest first. */
    private Channel takenOut(IntStream numbers) {
        Channel channel = promote(1);
        Stream<Promotion> newestFirst =
                numbers.boxed().sorted(Comparator.reverseOrder()).map(ChannelTest::promotion);
        return new Channel(PIPELINE, PROD, channel.last(), channel.promotions(), newestFirst.toList());
    }

    private static Promotion promotion(int number) {
        return new Promotion(arn(number), START.plusSeconds(number), START);
    }

    private static ImageBuildArn arn(int number) {
        return GoldenImages.build(number).arn();
    }
}

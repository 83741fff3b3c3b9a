package imagefanout.model.channels;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.channels.RuleOutlook.Status;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.registry.WrittenValue;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.channels.InMemoryPromotionRules;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Checks that a run applies every rule that it can, and reports the others. */
final class RunPromotionRulesTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final ChannelName DEV = new ChannelName("dev");
    private static final ChannelName STAGE = new ChannelName("stage");
    private static final ChannelName PROD = new ChannelName("prod");

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryChannels channels = new InMemoryChannels();
    private final InMemoryPromotionRules rules = new InMemoryPromotionRules();

    @Test
    void appliesEveryRuleAndReportsTheChannelsAndWhatComesNext() {
        promoteToDev();
        rule(STAGE, "dev");
        rule(PROD, "dev");

        RunPromotionRules.Report report = runRules(channels).run();

        assertThat(report.promoted()).extracting(Channel::name).containsExactly(PROD, STAGE);
        assertThat(report.promoted())
                .containsExactly(channel(PROD).orElseThrow(), channel(STAGE).orElseThrow());
        assertThat(report.outlooks())
                .as("after the promotions")
                .extracting(RuleOutlook::status)
                .containsExactly(Status.IDLE, Status.IDLE);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void reportsWhatARunWouldDoAndPromotesNothing() {
        promoteToDev();
        rule(PROD, "dev");

        RunPromotionRules.Report report = runRules(channels).dryRun();

        assertThat(report.promoted()).isEmpty();
        assertThat(report.outlooks()).extracting(RuleOutlook::status).containsExactly(Status.DUE);
        assertThat(channel(PROD)).isEmpty();
    }

    @Test
    void namesARuleThatCannotBeReadAndAppliesTheOthers() {
        promoteToDev();
        rule(PROD, "prod");
        rule(STAGE, "dev");

        RunPromotionRules.Report report = runRules(channels).run();

        assertThat(report.promoted()).extracting(Channel::name).containsExactly(STAGE);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .startsWith("promotion rule \"" + PIPELINE + "/prod\": ")
                .contains("another channel to follow", "prod");
    }

    @Test
    void namesARuleThatFailsAndAppliesTheOthers() {
        promoteToDev();
        rule(PROD, "dev");
        rule(STAGE, "dev");

        RunPromotionRules.Report report = runRules(new Refusing(channels, PROD)).run();

        assertThat(report.promoted()).extracting(Channel::name).containsExactly(STAGE);
        assertThat(report.problems())
                .containsExactly(PIPELINE + "/prod: the channel " + PIPELINE + "/prod kept changing");
    }

    @Test
    void givesUpAChannelThatKeepsChangingAfterTenTries() {
        promoteToDev();
        rule(PROD, "dev");
        Refusing refusing = new Refusing(channels, PROD);

        runRules(refusing).run();

        assertThat(refusing.refused).hasSize(10);
    }

    @Test
    void tellsAPersonAfterTenTriesThatAChannelKeepsChanging() {
        promoteToDev();
        Refusing refusing = new Refusing(channels, DEV);
        PromoteBuild promote = new PromoteBuild(refusing);
        ChannelAction action = new ChannelAction(NOON, "ann", "gone", false);

        assertThatThrownBy(() -> promote.delete(PIPELINE, DEV, action))
                .isInstanceOf(StorageException.class)
                .hasMessage("the channel dev of " + PIPELINE + " kept changing");

        assertThat(refusing.refused).hasSize(10);
    }

    private void promoteToDev() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(ImageSnapshot.of(NOON, image.described()));
        new PromoteBuild(channels)
                .promote(
                        PIPELINE,
                        DEV,
                        catalog.build(image.arn()).orElseThrow(),
                        new ChannelAction(NOON, "ann", "tested", false));
    }

    /** Without a day to wait. */
    private void rule(ChannelName channel, String follows) {
        rules.put(Map.of(
                "channel", new WrittenValue.Text(PIPELINE + "/" + channel),
                "follows", new WrittenValue.Text(follows),
                "days", new WrittenValue.Numeral("0")));
    }

    private RunPromotionRules runRules(Channels used) {
        return new RunPromotionRules(rules, new FollowChannel(used, catalog, CLOCK));
    }

    private Optional<Channel> channel(ChannelName name) {
        return channels.channel(PIPELINE, name);
    }

    /** Channels of which one always changes before it can be written. */
    private static final class Refusing implements Channels {
        private final Channels channels;
        private final ChannelName name;
        private final List<Channel> refused = new ArrayList<>();

        private Refusing(Channels channels, ChannelName name) {
            this.channels = channels;
            this.name = name;
        }

        @Override
        public Optional<Channel> channel(PipelineArn pipeline, ChannelName channel) {
            return channels.channel(pipeline, channel);
        }

        @Override
        public List<Channel> channels(PipelineArn pipeline) {
            return channels.channels(pipeline);
        }

        @Override
        public SortedMap<PipelineArn, List<Channel>> channels(Set<PipelineArn> pipelines) {
            return channels.channels(pipelines);
        }

        @Override
        public boolean replace(Optional<Channel> before, Channel next) {
            if (next.name().equals(name)) {
                refused.add(next);
                return false;
            }
            return channels.replace(before, next);
        }

        @Override
        public ResultPage<ChannelChange, ChannelChange.Position> history(
                PipelineArn pipeline, ChannelName channel, Optional<ChannelChange.Position> before, int limit) {
            return channels.history(pipeline, channel, before, limit);
        }

        @Override
        public Optional<Channel> asOf(PipelineArn pipeline, ChannelName channel, Instant at) {
            return channels.asOf(pipeline, channel, at);
        }
    }
}

package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import imagefanout.model.StorageException;
import imagefanout.model.announce.Announcement.BuildHeld;
import imagefanout.model.announce.Announcement.BuildPromoted;
import imagefanout.model.announce.Announcement.BuildReleased;
import imagefanout.model.announce.Announcement.FanOutEnded;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other runs are faster, or a run dies after it has stored a change. */
final class AnnounceRacesTest {
    private static final GoldenImages FIRST = GoldenImages.fiveAmis(1);
    private static final GoldenImages SECOND = GoldenImages.fiveAmis(2);
    private static final GoldenImages FOR_ITS_OWNER = GoldenImages.build(1);
    private static final PipelineArn OTHER =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/other");
    private static final ChannelName CHANNEL = new ChannelName("prod");
    private static final List<Hint> OF_CHANNEL = List.of(new Hint.OfChannel(PIPELINE, CHANNEL));
    private static final int MAX_TRIES = 10;

    private final AnnounceFixture fleet = new AnnounceFixture();

    @ParameterizedTest
    @ValueSource(ints = {1, MAX_TRIES - 1, MAX_TRIES})
    void aBuildIsAnnouncedOnceByTheLastOfTenTriesAndFailsAfterIt(int lost) {
        String inProgress = inProgress(FOR_ITS_OWNER);
        fleet.record(FOR_ITS_OWNER);

        AnnounceChanges.Announced announced =
                announceWhileLosing(lost, 0, "BUILD#" + FOR_ITS_OWNER.arn(), "BUILD", inProgress, hint(FOR_ITS_OWNER));

        assertThat(announced.failures().isEmpty()).isEqualTo(lost < MAX_TRIES);
        assertThat(fleet.published(FanOutEnded.class)).hasSize(lost < MAX_TRIES ? 1 : 0);
        assertThat(fleet.toldTo(OWNER)).hasSize(lost < MAX_TRIES ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MAX_TRIES - 1, MAX_TRIES})
    void anAccountIsToldOnceByTheLastOfTenTriesAndTheHintFailsAfterIt(int lost) {
        String part = partOfOwner();
        fleet.record(FOR_ITS_OWNER);

        AnnounceChanges.Announced announced =
                announceWhileLosing(lost, 1, "LATEST#" + PIPELINE + "#latest", part, "\n", hint(FOR_ITS_OWNER));

        assertThat(announced.failures().isEmpty()).isEqualTo(lost < MAX_TRIES);
        assertThat(fleet.toldTo(OWNER)).hasSize(lost < MAX_TRIES ? 1 : 0);
        assertThat(fleet.published(FanOutEnded.class))
                .as("not again with each try")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MAX_TRIES - 1, MAX_TRIES})
    void aPromotionIsAnnouncedOnceByTheLastOfTenTriesAndFailsAfterIt(int lost) {
        fleet.record(FIRST);
        fleet.promote(FIRST, CHANNEL);

        AnnounceChanges.Announced announced =
                announceWhileLosing(lost, 0, "CHANNEL#" + PIPELINE + "#" + CHANNEL, "CHANNEL", "", OF_CHANNEL);

        assertThat(announced.failures().isEmpty()).isEqualTo(lost < MAX_TRIES);
        assertThat(fleet.published(BuildPromoted.class)).hasSize(lost < MAX_TRIES ? 1 : 0);
    }

    @Test
    void aReleaseIsStillTheCauseWhenTheRunThatStoredItDied() {
        fleet.record(FIRST);
        fleet.record(SECOND);
        fleet.hold(SECOND);
        fleet.hinted(FIRST, SECOND);
        fleet.release(SECOND);
        dies("AnnouncedStates.replace", true, hint(SECOND));

        fleet.hinted(SECOND);

        assertThat(fleet.published(BuildReleased.class)).hasSize(1);
        LatestChanged last = fleet.toldTo(PROD).get(1);
        assertThat(last.cause()).isEqualTo(ChangeCause.BUILD_RELEASED);
        assertThat(last.build()).isEqualTo(SECOND.arn());
    }

    @Test
    void theEndOfABuildWhoseRunDiedIsAnnouncedBeforeItsHold() {
        fleet.record(FIRST);
        dies("AnnouncedStates.replace", true, hint(FIRST));
        fleet.hold(FIRST);

        fleet.hinted(FIRST);

        assertThat(fleet.published)
                .extracting(Object::getClass)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Class.class))
                .containsExactly(FanOutEnded.class, BuildHeld.class);
    }

    @Test
    void whatALaterRunPublishedForOneThatDiedIsNotPublishedAgainWhenThatRunFailsToo() {
        fleet.record(FIRST);
        dies("AnnouncementBus.publish", false, hint(FIRST));
        fleet.interruption = (name, number, done) -> {
            if (name.equals("ImageCatalog.builds")) {
                throw new StorageException("no answer");
            }
        };
        assertThat(fleet.hinted(FIRST).failures()).isNotEmpty();
        fleet.interruption = (name, number, done) -> {};

        assertThat(fleet.hinted(FIRST).failures()).isEmpty();

        assertThat(fleet.toldTo(PROD)).hasSize(1);
        assertThat(fleet.published(FanOutEnded.class)).hasSize(1);
    }

    @Test
    void aBuildThatAnotherPipelineMadeAnewMeanwhileIsToldByItsOwnHint() {
        fleet.record(FIRST);
        AtomicInteger builds = new AtomicInteger();
        fleet.interruption = (name, number, done) -> {
            if (name.equals("ImageCatalog.build") && done && builds.getAndIncrement() == 0) {
                fleet.record(FIRST.of(OTHER).builtAgain());
            }
        };
        fleet.hinted(FIRST);
        fleet.interruption = (name, number, done) -> {};

        fleet.hinted(FIRST);

        assertThat(fleet.toldTo(PROD)).extracting(LatestChanged::lineage).containsExactly(OTHER);
        assertThat(fleet.published(FanOutEnded.class))
                .extracting(FanOutEnded::lineage)
                .containsOnly(OTHER);
    }

    @Test
    void onlyThePromotionsSinceTheLastAnnouncedOneAreAnnounced() {
        fleet.record(FIRST);
        fleet.record(SECOND);
        fleet.promote(FIRST, CHANNEL);
        fleet.announce(OF_CHANNEL);
        fleet.promote(SECOND, CHANNEL);
        fleet.announce(OF_CHANNEL);
        fleet.published.clear();
        fleet.promote(FIRST, CHANNEL);
        fleet.promote(SECOND, CHANNEL);

        fleet.announce(OF_CHANNEL);

        assertThat(fleet.published(BuildPromoted.class))
                .extracting(promoted -> promoted.change().number())
                .containsExactlyInAnyOrder(3L, 4L);
    }

    @Test
    void aPromotionWhoseRunDiedIsAnnouncedWithTheNext() {
        fleet.record(FIRST);
        fleet.record(SECOND);
        fleet.promote(FIRST, CHANNEL);
        dies("AnnouncementBus.publish", false, OF_CHANNEL);
        fleet.promote(SECOND, CHANNEL);

        fleet.announce(OF_CHANNEL);

        assertThat(fleet.published(BuildPromoted.class))
                .extracting(promoted -> promoted.change().number())
                .containsExactlyInAnyOrder(1L, 2L);
    }

    /** Another run writes the part just before each of the first writes of this run, after {@code earlier} other writes. */
    private AnnounceChanges.Announced announceWhileLosing(
            int times, int earlier, String subject, String part, String content, List<Hint> hints) {
        AtomicInteger writes = new AtomicInteger();
        fleet.interruption = (name, number, done) -> {
            if (name.equals("AnnouncedStates.replace") && !done) {
                int write = writes.getAndIncrement();
                if (write >= earlier && write < earlier + times) {
                    fleet.states.replace(subject, part, fleet.states.read(subject, part), content);
                }
            }
        };
        AnnounceChanges.Announced announced = fleet.announce(hints);
        fleet.interruption = (name, number, done) -> {};
        return announced;
    }

    private void dies(String call, boolean isDone, List<Hint> hints) {
        fleet.interruption = (name, number, done) -> {
            if (name.equals(call) && done == isDone) {
                throw new AnnounceFixture.Killed();
            }
        };
        assertThat(catchThrowable(() -> fleet.announce(hints))).isInstanceOf(AnnounceFixture.Killed.class);
        fleet.interruption = (name, number, done) -> {};
    }

    private static List<Hint> hint(GoldenImages build) {
        return List.of(new Hint.OfBuild(build.arn()));
    }

    /** What is stored about the build while it is not complete. */
    private static String inProgress(GoldenImages build) {
        AnnounceFixture other = new AnnounceFixture();
        other.record(build.in(ImageState.DISTRIBUTING));
        RecordedBuild recorded = other.catalog.build(build.arn()).orElseThrow();
        return AnnouncedBuild.after(Optional.empty(), recorded, List.of()).toString();
    }

    /** Where what is told to the owner of builds is stored. */
    private static String partOfOwner() {
        AnnounceFixture other = new AnnounceFixture();
        other.record(FOR_ITS_OWNER);
        other.hinted(FOR_ITS_OWNER);
        return other.states.read("LATEST#" + PIPELINE + "#latest").firstKey();
    }
}

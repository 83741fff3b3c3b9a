package imagefanout.announcechanges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventFailedException;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnnounceChangesHandlerTest {
    private static final Path EVENTS = Path.of("..", "..", "events", "announce-changes");
    private static final GoldenImages LINUX = GoldenImages.fiveAmis(1);
    private static final GoldenImages ALONE = GoldenImages.build(1)
            .named(ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/alone/1.0.0/1"))
            .withoutPipeline();

    private final AnnouncingFleet fleet = new AnnouncingFleet();

    @Test
    void publishesWhatTheStreamHintsAt() throws IOException {
        record(LINUX);

        fleet.invoke(AnnouncingFleet.JSON.readTree(Files.readString(EVENTS.resolve("stream.json"))));

        assertThat(fleet.events).hasSize(4).anyMatch(event -> event.contains("Image Fan-Out Complete"));
    }

    @Test
    void onlyTheRecordsOfWhatFailedAreDeliveredAgain() {
        record(LINUX);
        record(ALONE);
        fleet.refused = text -> text.contains("golden-linux");

        assertThat(fleet.deliver(meta(LINUX), meta(ALONE), meta(LINUX))).containsExactly("1", "3");
        assertThat(fleet.events).hasSize(2).allMatch(event -> event.contains("alone"));

        fleet.refused = text -> false;
        assertThat(fleet.deliver(meta(LINUX), meta(LINUX))).isEmpty();
        assertThat(fleet.events).hasSize(6);
    }

    @Test
    void aRecordThatCannotBeReadFailsAloneAndOthersAreAnnounced() {
        record(LINUX);

        assertThat(fleet.deliver("BUILD#nonsense META", meta(LINUX), "PIPELINES x"))
                .containsExactly("1");

        assertThat(fleet.events).hasSize(4);
    }

    @Test
    void aPersonMakesUpForLostInvocations() throws IOException {
        record(LINUX);

        int published = fleet.invoke(
                        AnnouncingFleet.JSON.readTree(Files.readString(EVENTS.resolve("one-pipeline.json"))))
                .path("published")
                .asInt();

        assertThat(published).isEqualTo(4);
        assertThat(fleet.deliver(meta(LINUX))).isEmpty();
        assertThat(fleet.events).hasSize(4);
    }

    @Test
    void aScheduledRunAnnouncesWhatWasLostOnTheNextDay() throws IOException {
        JsonNode missing = AnnouncingFleet.JSON.readTree(Files.readString(EVENTS.resolve("missing.json")));
        fleet.invoke(missing);
        record(LINUX);

        assertThat(fleet.invoke(missing).path("published").asInt()).isZero();
        fleet.now = fleet.now.plus(Duration.ofDays(1));
        assertThat(fleet.invoke(missing).path("published").asInt()).isEqualTo(4);
    }

    @Test
    void aManualInvocationFailsWhenSomethingIsNotPublished() {
        record(LINUX);
        fleet.refused = text -> true;

        assertThatExceptionOfType(EventFailedException.class)
                .isThrownBy(() -> fleet.invoke(
                        AnnouncingFleet.JSON.createObjectNode().put("pipelineArn", GoldenImages.PIPELINE.toString())))
                .withMessageContaining("4 events were not published");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad-another-source",
                "bad-no-records",
                "bad-misspelt-pipeline",
                "bad-missing-what",
                "bad-pipeline-arn"
            })
    void refusesOtherEvents(String name) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() ->
                        fleet.invoke(AnnouncingFleet.JSON.readTree(Files.readString(EVENTS.resolve(name + ".json")))));
    }

    private void record(GoldenImages build) {
        fleet.catalog.record(ImageSnapshot.of(Instant.parse("2026-02-01T00:00:00Z"), build.described()));
    }

    private static String meta(GoldenImages build) {
        return "BUILD#" + build.arn() + " META";
    }
}

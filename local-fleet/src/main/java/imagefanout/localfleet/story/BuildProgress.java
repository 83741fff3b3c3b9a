package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.localfleet.Narrator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.Image;

/** Starts builds and prints their states on one line until the fleet has recorded the last one. */
final class BuildProgress {
    private static final Set<String> ENDS = Set.of("AVAILABLE", "FAILED", "CANCELLED");
    static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final ImagebuilderClient imageBuilder;
    private final QueryApi queries;
    private final Narrator narrator;
    private final String pipelineArn;

    BuildProgress(ImagebuilderClient imageBuilder, QueryApi queries, Narrator narrator, String pipelineArn) {
        this.imageBuilder = imageBuilder;
        this.queries = queries;
        this.narrator = narrator;
        this.pipelineArn = pipelineArn;
    }

    /** The new build's ARN. */
    String start() {
        return imageBuilder
                .startImagePipelineExecution(
                        r -> r.imagePipelineArn(pipelineArn).clientToken(GoldenLinux.token()))
                .imageBuildVersionArn();
    }

    /** Starts a build, and shows its states until it has ended in this one and is recorded. Returns its ARN. */
    String run(String end) throws IOException, InterruptedException {
        String imageArn = start();
        watch(imageArn, end);
        return imageArn;
    }

    void retry(String imageArn) {
        imageBuilder.retryImage(r -> r.imageBuildVersionArn(imageArn).clientToken(GoldenLinux.token()));
    }

    /** Shows the build's states until it has ended in this one and is recorded. The line stays open for the number of AMIs. */
    void watch(String imageArn, String end) throws IOException, InterruptedException {
        awaitEnd(imageArn, end);
        awaitRecorded(imageArn, end);
    }

    /** Shows the build's states until it has ended in this one. The line stays open. */
    void awaitEnd(String imageArn, String end) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(TIME_LIMIT);
        String shown = "";
        while (!ENDS.contains(shown)) {
            Image image =
                    imageBuilder.getImage(r -> r.imageBuildVersionArn(imageArn)).image();
            String state = image.state().statusAsString();
            if (!state.equals(shown)) {
                narrator.piece((shown.isEmpty() ? "  " + path(imageArn) + "  " : " > ") + colored(state));
                shown = state;
            }
            pause(deadline, imageArn + " is still " + state);
        }
        if (!shown.equals(end)) {
            narrator.line("");
            throw new IOException(imageArn + " ended as " + shown + "; expected " + end);
        }
    }

    /** Waits until the catalog has the build in this state. */
    void awaitRecorded(String imageArn, String end) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(TIME_LIMIT);
        while (true) {
            JsonNode image = queries.find("/v1/images/" + path(imageArn));
            if (image.path("state").asText().equals(end)) {
                return;
            }
            pause(deadline, imageArn + " is not recorded as " + end);
        }
    }

    /** {@code golden-linux/1.0.0/2}. */
    static String path(String imageArn) {
        return imageArn.replaceFirst(".*:image/", "");
    }

    static String colored(String state) {
        return switch (state) {
            case "AVAILABLE" -> "@|green AVAILABLE|@";
            case "FAILED" -> "@|red FAILED|@";
            default -> state;
        };
    }

    static void pause(Instant deadline, String failure) throws IOException, InterruptedException {
        if (Instant.now().isAfter(deadline)) {
            throw new IOException(failure + " after the time limit");
        }
        Thread.sleep(POLL_INTERVAL.toMillis());
    }
}

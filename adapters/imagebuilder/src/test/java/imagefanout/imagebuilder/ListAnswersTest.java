package imagefanout.imagebuilder;

import static imagefanout.imagebuilder.ScriptedService.error;
import static imagefanout.imagebuilder.ScriptedService.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.imagebuilder.ScriptedService.Reply;
import imagefanout.model.Deadline;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.PageTooLargeException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers to lists that the emulator does not give. */
final class ListAnswersTest {
    private static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");
    private static final String BUILD = "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/";

    private ScriptedService service;
    private ImageBuilderClients clients;

    @BeforeEach
    void giveCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        clients.close();
        service.close();
    }

    @Test
    void readsABuildInAnUnknownStateAndNamesOneWithoutAnArn() {
        SdkImageListing listing = answers(ok("{\"imageSummaryList\":[" + summary(1, "AVAILABLE") + ","
                + summary(2, "ON_HOLIDAY") + "," + summary(3, "DELETED") + ",{\"arn\":\"none\"}]}"));

        ListedBuilds builds = listing.builds(PIPELINE, Optional.empty(), 5);

        assertThat(builds.builds())
                .extracting(ImageSummary::arn)
                .extracting(Object::toString)
                .containsExactly(BUILD + 1, BUILD + 2, BUILD + 3);
        assertThat(builds.builds().get(1).state()).isEqualTo(ImageState.UNKNOWN);
        assertThat(builds.unreadable()).singleElement().asString().contains("arn", "none");
    }

    @Test
    void abortsAPageThatIsTooLargeWithoutARetry() {
        String amis = "{\"region\":\"us-east-1\",\"image\":\"ami-0123456789abcdef0\"},".repeat(800_000);
        SdkImageListing listing = answers(ok("{\"imageSummaryList\":[{\"outputResources\":{\"amis\":[" + amis));

        assertThatExceptionOfType(PageTooLargeException.class)
                .isThrownBy(() -> listing.builds(PIPELINE, Optional.empty(), 25))
                .withMessageContaining("too large");
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void distinguishesThrottlingFromOtherErrors() {
        SdkImageListing listing = answers(error(429, "CallRateLimitExceededException", "Slow down."));

        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> listing.pipelines(new Region("us-east-1"), Optional.empty()))
                .withMessageContaining("ListImagePipelines of us-east-1")
                .withMessageContaining("Slow down.");
    }

    @Test
    void namesTheOperationAndTheReasonOfAnError() {
        SdkImageListing listing = answers(error(403, "ForbiddenException", "Not you."));

        assertThatExceptionOfType(ImageBuilderException.class)
                .isThrownBy(() -> listing.imageVersions(new Region("us-east-1"), Optional.empty()))
                .withMessageContaining("ListImages of us-east-1")
                .withMessageContaining("ForbiddenException");
    }

    @Test
    void ignoresResourcesOfOtherRegions() {
        SdkImageListing listing = answers(ok("{\"imagePipelineList\":[{\"arn\":\"" + PIPELINE + "\"}]}"));

        var pipelines = listing.pipelines(new Region("eu-west-1"), Optional.empty());

        assertThat(pipelines.items()).isEmpty();
    }

    private SdkImageListing answers(Reply... replies) {
        service = new ScriptedService(replies);
        clients = new ImageBuilderClients(Optional.of(service.endpoint()));
        return new SdkImageListing(clients, Deadline.none());
    }

    private static String summary(int build, String state) {
        return "{\"arn\":\"" + BUILD + build + "\",\"state\":{\"status\":\"" + state
                + "\"},\"dateCreated\":\"2026-01-01T03:00:00.123Z\"}";
    }
}

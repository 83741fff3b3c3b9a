package emulators.imagebuilder;

import static emulators.imagebuilder.SampleResources.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.imagebuilder.model.CallRateLimitExceededException;
import software.amazon.awssdk.services.imagebuilder.model.ImageSummary;
import software.amazon.awssdk.services.imagebuilder.model.ImagebuilderException;
import software.amazon.awssdk.services.imagebuilder.model.ResourceNotFoundException;
import software.amazon.awssdk.services.imagebuilder.model.ServiceUnavailableException;

class FaultTest {

    private final Emulation emulation = new Emulation();
    private final SampleResources resources = new SampleResources(emulation.client());

    @AfterEach
    void close() {
        emulation.close();
    }

    @Test
    void throttlesTheNthCallAlone() {
        emulation.fault(
                "{\"kind\":\"CALL_REFUSED\",\"operation\":\"ListImages\",\"error\":\"CallRateLimitExceededException\",\"nth\":2}");

        List<Boolean> refused = new ArrayList<>();
        for (int call = 1; call <= 4; call++) {
            refused.add(isRefused());
        }

        assertThat(refused).containsExactly(false, true, false, false);
    }

    @Test
    void throttlesAtARateSpreadEvenly() {
        emulation.fault("{\"kind\":\"CALL_REFUSED\",\"error\":\"CallRateLimitExceededException\",\"rate\":0.25}");

        List<Boolean> refused = new ArrayList<>();
        for (int call = 1; call <= 8; call++) {
            refused.add(isRefused());
        }

        assertThat(refused).containsExactly(false, false, false, true, false, false, false, true);
    }

    private boolean isRefused() {
        try {
            emulation.client().listImages(request -> {});
            return false;
        } catch (CallRateLimitExceededException e) {
            return e.statusCode() == 429;
        }
    }

    @Test
    void failsOneOperationAndNoOther() {
        emulation.fault(
                "{\"kind\":\"CALL_REFUSED\",\"operation\":\"ListImages\",\"error\":\"ServiceUnavailableException\"}");

        assertThatThrownBy(() -> emulation.client().listImages(request -> {}))
                .isInstanceOf(ServiceUnavailableException.class)
                .extracting(e -> ((ImagebuilderException) e).statusCode())
                .isEqualTo(503);
        assertThat(emulation.client().listImagePipelines(request -> {}).imagePipelineList())
                .isEmpty();
    }

    @Test
    void losesAnAnswerAfterItsEffect() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        emulation.fault("{\"kind\":\"ANSWER_LOST\",\"operation\":\"StartImagePipelineExecution\",\"nth\":1}");

        assertThatThrownBy(() -> emulation.client().startImagePipelineExecution(request -> request.imagePipelineArn(
                                pipeline)
                        .clientToken("once")))
                .isInstanceOf(SdkClientException.class);
        String again = emulation
                .client()
                .startImagePipelineExecution(
                        request -> request.imagePipelineArn(pipeline).clientToken("once"))
                .imageBuildVersionArn();

        assertThat(emulation
                        .client()
                        .listImagePipelineImages(request -> request.imagePipelineArn(pipeline))
                        .imageSummaryList())
                .extracting(ImageSummary::arn)
                .containsExactly(again);
    }

    @Test
    void answersLaterAndCountsHowOften() {
        emulation.fault("{\"kind\":\"LATENCY\",\"operation\":\"ListImages\",\"millis\":1}");

        emulation.client().listImages(request -> {});
        emulation.client().listImagePipelines(request -> {});

        assertThat(Emulation.json(emulation.send("GET", "/_emulator/faults", "").body())
                        .at("/faults/0/concerned")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void losesMessages() {
        emulation.fault("{\"kind\":\"MESSAGE_LOST\",\"channel\":\"SNS\"}");
        resources.start(resources.pipeline("golden", region("us-east-1")));

        emulation.finishBuilds();

        assertThat(emulation.published(Publication.Kind.SNS)).isEmpty();
        assertThat(emulation.published(Publication.Kind.EVENTBRIDGE)).hasSize(5);
    }

    @Test
    void doublesMessagesUnderOneId() {
        emulation.fault("{\"kind\":\"MESSAGE_DOUBLED\",\"channel\":\"SNS\"}");
        resources.start(resources.pipeline("golden", region("us-east-1")));

        emulation.finishBuilds();

        List<Publication> notices = emulation.publications().stream()
                .filter(publication -> publication.kind() == Publication.Kind.SNS)
                .toList();
        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).isEqualTo(notices.get(1));
    }

    @Test
    void publishesOtherEventsToEventBridgeOrToATopic() {
        String event = "{\"kind\":\"OTHER_EVENT\",\"detailType\":\"EC2 Image Builder CVE Detected\","
                + "\"resource\":\"arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/1\"";
        emulation.fault(event + "}");
        emulation.fault(event + ",\"topicArn\":\"arn:aws:sns:us-east-1:123456789012:topic\"}");
        emulation.finishBuilds();

        assertThat(emulation.publications())
                .extracting(Publication::kind)
                .containsExactlyInAnyOrder(Publication.Kind.EVENTBRIDGE, Publication.Kind.SNS);
        assertThat(emulation.publications())
                .extracting(publication -> Emulation.json(publication.message())
                        .path("detail-type")
                        .asText())
                .containsOnly("EC2 Image Builder CVE Detected");
    }

    @Test
    void delaysMessages() {
        emulation.fault("{\"kind\":\"MESSAGE_LATE\",\"channel\":\"SNS\",\"millis\":60000}");
        resources.start(resources.pipeline("golden", region("us-east-1")));

        emulation.finishBuilds();
        List<?> onTime = emulation.published(Publication.Kind.SNS);
        emulation.clock().advance(Duration.ofMinutes(1));

        assertThat(onTime).isEmpty();
        assertThat(emulation.published(Publication.Kind.SNS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEPRECATED", "DISABLED", "DELETED"})
    void retiresAnImage(String status) {
        String arn = resources.start(resources.pipeline("golden", region("us-east-1")));
        emulation.finishBuilds();

        emulation.fault(
                "{\"kind\":\"IMAGE_STATE\",\"imageBuildVersionArn\":\"" + arn + "\",\"status\":\"" + status + "\"}");

        assertThat(resources.status(arn)).isEqualTo(status);
    }

    @Test
    void hidesAnImageFromGetAndLists() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        String arn = resources.start(pipeline);
        emulation.finishBuilds();
        emulation.fault("{\"kind\":\"IMAGE_GONE\",\"imageBuildVersionArn\":\"" + arn + "\"}");

        assertThatThrownBy(() -> resources.image(arn)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(emulation
                        .client()
                        .listImagePipelineImages(request -> request.imagePipelineArn(pipeline))
                        .imageSummaryList())
                .isEmpty();
        assertThat(emulation.client().listImages(request -> {}).imageVersionList())
                .isEmpty();

        emulation.endFaults();
        assertThat(resources.status(arn)).isEqualTo("AVAILABLE");
    }

    @Test
    void listsAndEndsFaultsOneByOne() {
        String first = emulation.fault("{\"kind\":\"LATENCY\",\"millis\":1}");
        String second = emulation.fault("{\"kind\":\"MESSAGE_LOST\"}");

        emulation.send("DELETE", "/_emulator/faults/" + first, "");

        assertThat(Emulation.json(emulation.send("GET", "/_emulator/faults", "").body())
                        .get("faults"))
                .extracting(fault -> fault.get("id").asText())
                .containsExactly(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"NO_SUCH_FAULT\"}",
                "{\"kind\":\"COPY_FAILS\",\"region\":\"eu-west-1\"}",
                "{\"kind\":\"LATENCY\",\"millis\":-1}",
                "{\"kind\":\"LATENCY\",\"millis\":1,\"rate\":2}",
                "{\"kind\":\"LATENCY\",\"millis\":1,\"nth\":0}",
                "{\"kind\":\"CALL_REFUSED\",\"error\":\"NoSuchException\"}",
                "{\"kind\":\"IMAGE_STATE\",\"imageBuildVersionArn\":\"arn\",\"status\":\"AVAILABLE\"}",
                "{\"kind\":\"OTHER_EVENT\",\"detailType\":\"EC2 Image Builder CVE Detected\",\"resource\":\"arn\"}",
                "{\"kind\":\"IMAGE_GONE\",\"imageBuildVersionArn\":\"arn\"}"
            })
    void refusesFaultsThatItDoesNotUnderstand(String fault) {
        assertThat(emulation.send("POST", "/_emulator/faults", fault).statusCode())
                .isBetween(400, 404);
        assertThat(Emulation.json(emulation.send("GET", "/_emulator/faults", "").body())
                        .get("faults"))
                .isEmpty();
    }
}

package imagefanout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import imagefanout.model.catalog.ReportedEnd;
import imagefanout.model.image.ImageState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNoticeTest {
    private static final String BUILD = "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/3";
    private static final String PIPELINE = "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux";

    @Test
    void findsTheBuildAndItsPipelineInImageBuildersOwnMessage() {
        String message =
                "{\"semver\":1237940039285380274899124227,\"somethingNew\":{\"a\":[1]},\"name\":\"My Example Image\","
                        + "\"sourcePipelineArn\":\"" + PIPELINE + "\",\"arn\":\"" + BUILD + "\"}";

        ImageNotice notice = ImageNotice.parse(message, Optional.empty()).orElseThrow();

        assertThat(notice.build()).hasToString(BUILD);
        assertThat(notice.pipeline()).map(Object::toString).contains(PIPELINE);
    }

    @Test
    void findsTheBuildOfAnImageWithoutAPipeline() {
        ImageNotice notice = ImageNotice.parse("{\"arn\":\"" + BUILD + "\"}", Optional.empty())
                .orElseThrow();

        assertThat(notice.build()).hasToString(BUILD);
        assertThat(notice.pipeline()).isEmpty();
    }

    @Test
    void treatsAnEmptyPipelineAsAbsent() {
        ImageNotice notice = ImageNotice.parse(
                        "{\"sourcePipelineArn\":\"\",\"arn\":\"" + BUILD + "\"}", Optional.empty())
                .orElseThrow();

        assertThat(notice.build()).hasToString(BUILD);
        assertThat(notice.pipeline()).isEmpty();
    }

    @Test
    void treatsAPipelineThatIsNoArnAsAbsent() {
        ImageNotice notice = ImageNotice.parse(
                        "{\"sourcePipelineArn\":\"golden\",\"arn\":\"" + BUILD + "\"}", Optional.empty())
                .orElseThrow();

        assertThat(notice.build()).hasToString(BUILD);
        assertThat(notice.pipeline()).isEmpty();
    }

    @Test
    void findsTheBuildInAnEventBridgeEvent() {
        String event = "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"EC2 Image Builder Image State Change\","
                + "\"resources\":[\"" + BUILD + "\"],\"detail\":{\"state\":{\"status\":\"CANCELLED\"}}}";

        ImageNotice notice = ImageNotice.parse(event, Optional.empty()).orElseThrow();

        assertThat(notice.build()).hasToString(BUILD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"EC2 Image Builder CVE Detected\",\"resources\":[\""
                        + BUILD + "\"]}",
                "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"EC2 Image Builder Workflow Step Waiting\"}",
                "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"EC2 Image Builder Image Pipeline Automatically Disabled\"}",
                "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"AWS API Call via CloudTrail\"}",
                "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"EC2 Image Builder Image State Change\","
                        + "\"resources\":[\"" + BUILD + "\"],\"detail\":{\"state\":{\"status\":\"DISTRIBUTING\"}}}",
                "{\"arn\":\"" + BUILD + "\",\"state\":{\"status\":\"TESTING\"}}",
            })
    void skipsWhatReportsNoBuildsEnd(String message) {
        assertThat(ImageNotice.parse(message, Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVAILABLE", "FAILED", "CANCELLED"})
    void findsTheBuildThroughAQueue(String state) {
        String message = "{\"arn\":\"" + BUILD + "\",\"state\":{\"status\":\"" + state + "\"}}";
        String wrapped = "{\"Type\":\"Notification\",\"Message\":\"" + message.replace("\"", "\\\"") + "\"}";

        assertThat(ImageNotice.parse(message, Optional.empty()).orElseThrow().build())
                .hasToString(BUILD);
        assertThat(ImageNotice.parse(wrapped, Optional.empty()).orElseThrow().build())
                .hasToString(BUILD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"Type\":\"Notification\",\"Message\":null}",
                "{\"Type\":\"Notification\",\"Message\":\"AVAILABLE\"}",
                "{\"source\":\"aws.ec2\",\"detail-type\":\"EC2 AMI State Change\"}",
                "{\"source\":\"aws.imagebuilder\",\"detail-type\":7}",
                "AVAILABLE",
                "[]",
                "null",
                "{}",
                "{\"arn\":null}",
                "{\"arn\":7}",
                "{\"arn\":\"arn:aws:s3:::bucket\"}",
                "{\"arn\":\"arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0\"}",
                "{\"arn\":\"arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.x/1\"}",
                "{\"arn\":\"arn:aws:imagebuilder:us-east-1:123456789012:component/golden-linux/1.0.0/1\"}",
                "{\"detail-type\":\"EC2 Image Builder CVE Detected\",\"resources\":[\"" + BUILD + "\"]}",
                "{\"detail-type\":\"EC2 Image Builder Image State Change\",\"resources\":[]}",
                "{\"arn\":\"" + BUILD + "\"} trailing"
            })
    void rejectsAMessageWithoutABuild(String message) {
        assertThatThrownBy(() -> ImageNotice.parse(message, Optional.empty())).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsWhenTheEndWasReportedFromSnsEventBridgeOrTheQueue() {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        Optional<ReportedEnd> reported = Optional.of(new ReportedEnd(ImageState.AVAILABLE, noon));
        String message = "{\"arn\":\"" + BUILD + "\",\"state\":{\"status\":\"AVAILABLE\"}}";
        String wrapped = "{\"Type\":\"Notification\",\"Timestamp\":\"2026-01-05T12:00:00.000Z\",\"Message\":\""
                + message.replace("\"", "\\\"") + "\"}";
        String event = "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"EC2 Image Builder Image State Change\","
                + "\"time\":\"2026-01-05T12:00:00Z\",\"resources\":[\"" + BUILD
                + "\"],\"detail\":{\"state\":{\"status\":\"AVAILABLE\"}}}";

        assertThat(ImageNotice.parse(message, Optional.of(noon)).orElseThrow().end())
                .isEqualTo(reported);
        assertThat(ImageNotice.parse(wrapped, Optional.of(noon.plusSeconds(60)))
                        .orElseThrow()
                        .end())
                .isEqualTo(reported);
        assertThat(ImageNotice.parse(event, Optional.empty()).orElseThrow().end())
                .isEqualTo(reported);
        assertThat(ImageNotice.parse(event, Optional.empty()).orElseThrow().isEvent())
                .isTrue();
        assertThat(ImageNotice.parse(message, Optional.empty()).orElseThrow().end())
                .isEmpty();
        assertThat(ImageNotice.parse(message.replace("\"state\"", "\"other\""), Optional.of(noon))
                        .orElseThrow()
                        .end())
                .isEmpty();
    }
}

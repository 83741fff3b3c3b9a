package imagefanout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
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

        ImageNotice notice = ImageNotice.parse(message);

        assertThat(notice.build()).hasToString(BUILD);
        assertThat(notice.pipeline()).map(Object::toString).contains(PIPELINE);
    }

    @Test
    void findsTheBuildOfAnImageWithoutAPipeline() {
        ImageNotice notice = ImageNotice.parse("{\"arn\":\"" + BUILD + "\"}");

        assertThat(notice.build()).hasToString(BUILD);
        assertThat(notice.pipeline()).isEmpty();
    }

    @Test
    void treatsAnEmptyPipelineAsAbsent() {
        ImageNotice notice = ImageNotice.parse("{\"sourcePipelineArn\":\"\",\"arn\":\"" + BUILD + "\"}");

        assertThat(notice.build()).hasToString(BUILD);
        assertThat(notice.pipeline()).isEmpty();
    }

    @Test
    void findsTheBuildInAnEventBridgeEvent() {
        String event = "{\"source\":\"aws.imagebuilder\",\"detail-type\":\"EC2 Image Builder Image State Change\","
                + "\"resources\":[\"" + BUILD + "\"],\"detail\":{\"state\":{\"status\":\"CANCELLED\"}}}";

        ImageNotice notice = ImageNotice.parse(event);

        assertThat(notice.build()).hasToString(BUILD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
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
        assertThatThrownBy(() -> ImageNotice.parse(message)).isInstanceOf(MalformedException.class);
    }
}

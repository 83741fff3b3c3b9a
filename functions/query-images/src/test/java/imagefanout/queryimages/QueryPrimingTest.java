package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThatCode;

import imagefanout.lambda.Environment;
import imagefanout.lambda.Priming;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Priming with the canned answers in the function's jar. */
class QueryPrimingTest {
    @BeforeEach
    void haveCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    @AfterEach
    void haveNone() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void handlesAnEventWithoutAnyService() {
        QueryImagesHandler handler = new QueryImagesHandler(Environment.of(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                "CATALOG_TABLE", "none",
                "ACCOUNT_REGISTRY_TABLE", "none",
                "PROMOTION_RULES_TABLE", "none",
                "OFFER_AMIS_OF_GONE_IMAGES", "false",
                "POWERTOOLS_SERVICE_NAME", "test")));

        assertThatCode(() -> Priming.of(handler)).doesNotThrowAnyException();
    }
}

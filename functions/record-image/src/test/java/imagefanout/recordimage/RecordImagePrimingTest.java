package imagefanout.recordimage;

import static org.assertj.core.api.Assertions.assertThatCode;

import imagefanout.lambda.Environment;
import imagefanout.lambda.Priming;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** Priming with the canned answers in the function's jar. */
class RecordImagePrimingTest {
    /** The library finds its environment once per process, and the priming is what finds it first. */
    @BeforeAll
    static void printsMetricsAsInLambda() {
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

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
        RecordImageHandler handler = new RecordImageHandler(Environment.of(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                "CATALOG_TABLE", "none",
                "ACCOUNT_REGISTRY_TABLE", "none",
                "POWERTOOLS_SERVICE_NAME", "test")));

        assertThatCode(() -> Priming.of(handler)).doesNotThrowAnyException();
    }
}

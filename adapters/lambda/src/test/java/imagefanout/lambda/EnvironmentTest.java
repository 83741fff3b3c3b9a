package imagefanout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.Region;
import java.net.URI;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void readsRegionsInTheirOrder() {
        assertThat(with("SOURCE_REGIONS", "us-east-1, eu-west-1").regions("SOURCE_REGIONS"))
                .containsExactly(new Region("us-east-1"), new Region("eu-west-1"));
    }

    @Test
    void prefersTheEndpointOfTheServiceToTheGeneralOne() {
        Environment environment = Environment.of(Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:2"));

        assertThat(environment.endpoint("DYNAMODB")).contains(URI.create("http://127.0.0.1:2"));
        assertThat(environment.endpoint("IMAGEBUILDER")).contains(URI.create("http://127.0.0.1:1"));
        assertThat(with("AWS_ENDPOINT_URL", " ").endpoint("DYNAMODB")).isEmpty();
    }

    @Test
    void namesAMalformedVariable() {
        isNamed("AWS_REGION", "nowhere", () -> with("AWS_REGION", "nowhere").region());
        isNamed("SOURCE_REGIONS", "nowhere", () -> with("SOURCE_REGIONS", "us-east-1,nowhere")
                .regions("SOURCE_REGIONS"));
        isNamed("AWS_ENDPOINT_URL", "no URL", () -> with("AWS_ENDPOINT_URL", "no URL")
                .endpoint("DYNAMODB"));
        isNamed("AWS_ENDPOINT_URL_DYNAMODB", "no URL", () -> with("AWS_ENDPOINT_URL_DYNAMODB", "no URL")
                .endpoint("DYNAMODB"));
    }

    @Test
    void namesAMissingVariable() {
        Environment empty = Environment.of(Map.of());

        assertThatExceptionOfType(MissingVariableException.class)
                .isThrownBy(() -> empty.required("CATALOG_TABLE"))
                .withMessageContaining("CATALOG_TABLE");
        assertThatExceptionOfType(MissingVariableException.class)
                .isThrownBy(() -> empty.regions("SOURCE_REGIONS"))
                .withMessageContaining("SOURCE_REGIONS");
    }

    private static Environment with(String name, String text) {
        return Environment.of(Map.of(name, text));
    }

    private static void isNamed(String name, String text, ThrowingCallable read) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(read)
                .withMessageContaining(" in " + name)
                .withMessageContaining(text);
    }
}

package emulators.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialScopeTest {

    private static WireRequest request(String query, Map<String, List<String>> headers) {
        return new WireRequest("GET", "/", query, headers, new byte[0]);
    }

    @Test
    void isInTheAuthorizationHeader() {
        String header =
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-gov-west-1/imagebuilder/aws4_request,"
                        + " SignedHeaders=host, Signature=0";

        assertThat(request("", Map.of("authorization", List.of(header))).credentialScope())
                .contains(new CredentialScope("AKIAIOSFODNN7EXAMPLE", "us-gov-west-1"));
    }

    @Test
    void isInASignedQuery() {
        String query = "a=b&X-Amz-Credential=222222222222%2F20260101%2Feu-west-1%2Fimagebuilder%2Faws4_request";

        CredentialScope scope = request(query, Map.of()).credentialScope().orElseThrow();

        assertThat(scope.region()).isEqualTo("eu-west-1");
        assertThat(scope.account()).contains("222222222222");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer token", "AWS4-HMAC-SHA256 Credential=AKIA", "AWS4-HMAC-SHA256 Credential=//us-east-1/"})
    void isMissingInOtherHeaders(String header) {
        assertThat(request("", Map.of("Authorization", List.of(header))).credentialScope())
                .isEmpty();
    }

    @Test
    void hasNoAccountInAnOrdinaryAccessKey() {
        assertThat(new CredentialScope("AKIAIOSFODNN7EXAMPLE", "us-east-1").account())
                .isEmpty();
    }
}

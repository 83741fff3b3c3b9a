package imagefanout.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.MalformedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogRedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops@example.com",
                "AKIAIOSFODNN7EXAMPLE",
                "ASIAIOSFODNN7EXAMPLE",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "Bearer abc.def-ghi",
                "Authorization: Basic dXNlcjpwYXNz",
                "password=hunter2",
                "\"clientSecret\": \"hunter2\"",
                "sk_live_4242424242424242",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
                "https://user:hunter2@example.com/",
                "https://host.invalid/?X-Amz-Signature=hunter2"
            })
    void removesAnythingThatLooksLikeASecret(String secret) {
        String redacted = LogRedaction.redact("refused for " + secret + " today");

        assertThat(redacted)
                .startsWith("refused for ")
                .endsWith(" today")
                .contains("(left out)")
                .doesNotContain("hunter2", "example.com", "EXAMPLE", "sdWI", "4242", "MIIE", "def-ghi", "0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GetImage of arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/1: ForbiddenException (HTTP 403)",
                "User: arn:aws:sts::123456789012:assumed-role/image-fanout-SyncDistributionsRole-1A2B3C4D5E6F/SyncDistributions"
                        + " is not authorized to perform: imagebuilder:UpdateDistributionConfiguration",
                "ami-0123456789abcdef0 of 0123456789abcdef0123456789abcdef at 2026-01-02T03:04:05.006Z",
                "request 01234567-89ab-cdef-0123-456789abcdef",
                "row \"12345678901\": accountId: expected 12 digits",
                "invalid value \"dryrun\": expected one of the fields [dryRun]",
                "\"us-gov-west-1\" and \"arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux\""
            })
    void keepsTheFleetsOwnMessages(String text) {
        assertThat(LogRedaction.redact(text)).isEqualTo(text);
    }

    @Test
    void replacesAnInvalidValueByItsLength() {
        String redacted = LogRedaction.redact(new MalformedException("a Region", "my \"secret\" word\n1").getMessage());

        assertThat(redacted).isEqualTo("invalid value \"(18 characters)\": expected a Region");
        assertThat(LogRedaction.redactForeign("hunter 2")).isEqualTo("(8 characters)");
        assertThat(LogRedaction.redactForeign("golden")).isEqualTo("golden");
    }

    @Test
    void keepsAnExceptionWithoutSecrets() {
        RuntimeException failure = new MalformedException("a Region", "europe");

        assertThat(LogRedaction.redact(failure)).isSameAs(failure);
    }

    @Test
    void keepsTheStackTraceButNoSecretsOfTheCauses() {
        RuntimeException cause = new MalformedException("a Region", "hunter 2");
        RuntimeException failure = new IllegalStateException("quotes hunter 2", cause);
        failure.addSuppressed(new NumberFormatException("For input string: hunter 2"));

        RuntimeException redacted = LogRedaction.redact(failure);

        StringWriter printed = new StringWriter();
        redacted.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString())
                .doesNotContain("hunter")
                .contains("java.lang.IllegalStateException", "NumberFormatException", "Caused by:")
                .contains("imagefanout.model.MalformedException: invalid value \"(8 characters)\": expected a Region");
        assertThat(redacted.getStackTrace()).isEqualTo(failure.getStackTrace());
    }
}

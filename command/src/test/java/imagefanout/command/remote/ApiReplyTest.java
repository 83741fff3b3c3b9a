package imagefanout.command.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiReplyTest {
    private static ApiReply reply(int status, String body) throws IOException {
        return new ApiReply(status, JsonMapper.builder().build().readTree(body));
    }

    @ParameterizedTest
    @CsvSource({
        "400, urn:image-fanout:problem:invalid-parameter, USAGE",
        "403, urn:image-fanout:problem:caller-unknown, REFUSED",
        "404, urn:image-fanout:problem:not-found, REFUSED",
        "409, urn:image-fanout:problem:ambiguous-name, USAGE",
        "409, urn:image-fanout:problem:promotion-refused, REFUSED",
        "410, urn:image-fanout:problem:deleted, REFUSED",
        "429, , UNREACHABLE",
        "500, urn:image-fanout:problem:internal-error, UNREACHABLE",
        "503, urn:image-fanout:problem:temporarily-unavailable, UNREACHABLE"
    })
    void endsWithTheStatusThatFitsTheProblem(int status, String type, ExitStatus expected) throws IOException {
        ApiReply reply = reply(status, "{\"type\": \"" + type + "\", \"detail\": \"because\"}");

        CommandFailedException failure = catchThrowableOfType(CommandFailedException.class, reply::success);

        assertThat(failure.status()).isEqualTo(expected);
        assertThat(failure.getMessage()).contains("because");
    }

    @Test
    void offersTheChoicesForAnAmbiguousName() throws IOException {
        ApiReply reply = reply(
                409,
                "{\"type\": \"urn:image-fanout:problem:ambiguous-name\", \"detail\": \"\\\"x\\\" is ambiguous: 2 match. Repeat"
                        + " the request with pipelineArn set to one of the choices.\", \"choices\": [\"arn:a\", \"arn:b\"]}");

        assertThat(reply.problem())
                .isEqualTo("\"x\" is ambiguous: 2 match. Give one of these ARNs instead: arn:a, arn:b");
    }

    @Test
    void namesThePermissionWhereApiGatewayDeniesAccess() throws IOException {
        assertThat(reply(403, "{\"message\": \"Forbidden\"}").problem()).contains("execute-api:Invoke", "Forbidden");
        assertThat(reply(401, "{\"message\": \"Unauthorized\"}").problem()).contains("--token");
    }
}

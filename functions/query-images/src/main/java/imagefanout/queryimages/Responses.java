package imagefanout.queryimages;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Digest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts answers and problems into HTTP. */
final class Responses {
    /** To be kept by the one who asked alone, and to be asked for anew, which costs nothing while nothing has changed. */
    private static final String ASK_AGAIN = "private, no-cache";

    private static final String KEEP_FIVE_MINUTES = "private, max-age=300";
    private static final String RETRY_SECONDS = "2";

    private Responses() {}

    static APIGatewayV2HTTPResponse of(Answer.Data data, Optional<Instant> lastReconciledAt, Call call) {
        data.body().put("lastReconciledAt", Show.time(lastReconciledAt));
        return tagged(call, "application/json", data.body().toString(), ASK_AGAIN, Map.of("vary", "accept"));
    }

    static APIGatewayV2HTTPResponse of(Answer.PlainText text, Call call) {
        return tagged(call, "text/plain; charset=utf-8", text.body(), ASK_AGAIN, Map.of("vary", "accept"));
    }

    static APIGatewayV2HTTPResponse of(Answer.Document document, Call call) {
        Map<String, String> more = document.securityPolicy()
                .map(policy -> Map.of("content-security-policy", policy, "referrer-policy", "no-referrer"))
                .orElse(Map.of());
        return tagged(call, document.contentType(), document.body(), KEEP_FIVE_MINUTES, more);
    }

    static APIGatewayV2HTTPResponse of(Problem problem) {
        Problem.Type type = problem.type();
        ObjectNode body = Show.object()
                .put("type", type.uri())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", problem.detail());
        problem.parameter().ifPresent(name -> body.put("parameter", name));
        if (!problem.choices().isEmpty()) {
            problem.choices().forEach(body.putArray("choices")::add);
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/problem+json");
        headers.put("cache-control", "no-store");
        if (type == Problem.Type.TEMPORARILY_UNAVAILABLE) {
            headers.put("retry-after", RETRY_SECONDS);
        }
        return response(type.status(), headers, body.toString());
    }

    private static APIGatewayV2HTTPResponse tagged(
            Call call, String contentType, String body, String cacheControl, Map<String, String> more) {
        String tag = '"' + Digest.of(contentType).add(body).end().hex() + '"';
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("content-type", contentType);
        headers.put("cache-control", cacheControl);
        headers.put("etag", tag);
        if (call.isRead() && isTagOf(call.header("if-none-match"), tag)) {
            headers.remove("content-type");
            return response(304, headers, "");
        }
        return response(200, headers, body);
    }

    private static boolean isTagOf(Optional<String> ifNoneMatch, String tag) {
        return ifNoneMatch.stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", 50)))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.replaceFirst("^W/", "").equals(tag));
    }

    private static APIGatewayV2HTTPResponse response(int status, Map<String, String> headers, String body) {
        headers.put("x-content-type-options", "nosniff");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(false)
                .build();
    }
}

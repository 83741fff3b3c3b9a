package imagefanout.queryimages.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.reconcile.LastReconcile;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns answers and problems into HTTP responses. */
public final class ApiResponses {
    private static final String RETRY_SECONDS = "2";

    /** An answer with the time of the last full reconcile. */
    private record Dated(@JsonUnwrapped Object answer, Optional<Instant> lastReconciledAt) {}

    private ApiResponses() {}

    public static ApiResponse of(ApiAnswer answer, LastReconcile lastReconcile, ApiRequest request) {
        if (answer instanceof ApiAnswer.Data data) {
            String body = ApiJson.text(new Dated(data.body(), lastReconcile.endedAt()));
            return tagged(request, ApiAnswer.Document.of("application/json", body, ApiAnswer.Document.VARIES));
        }
        if (answer instanceof ApiAnswer.Accepted accepted) {
            return response(202, Map.of("content-type", "application/json"), ApiJson.text(accepted.body()));
        }
        return tagged(request, (ApiAnswer.Document) answer);
    }

    public static ApiResponse of(ProblemException e) {
        ProblemException.ProblemBody problem = e.body();
        Map<String, String> headers = new TreeMap<>(Map.of("content-type", "application/problem+json"));
        if (problem.status() == 503) {
            headers.put("retry-after", RETRY_SECONDS);
        }
        return response(problem.status(), headers, ApiJson.text(problem));
    }

    private static ApiResponse tagged(ApiRequest request, ApiAnswer.Document text) {
        String tag = '"' + text.digest().hex() + '"';
        Map<String, String> headers = new TreeMap<>(text.headers());
        headers.put("etag", tag);
        if (request.isRead() && isTagOf(request.header("if-none-match"), tag)) {
            return response(304, headers, "");
        }
        headers.put("content-type", text.contentType());
        return response(200, headers, text.body());
    }

    private static boolean isTagOf(Optional<String> ifNoneMatch, String tag) {
        return ifNoneMatch.stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", 50)))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.replaceFirst("^W/", "").equals(tag));
    }

    private static ApiResponse response(int status, Map<String, String> more, String body) {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("cache-control", "no-store");
        headers.put("strict-transport-security", "max-age=63072000");
        headers.put("x-content-type-options", "nosniff");
        return new ApiResponse(status, headers, body, false);
    }
}

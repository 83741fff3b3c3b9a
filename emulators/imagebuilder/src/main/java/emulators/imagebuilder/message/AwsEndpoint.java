package emulators.imagebuilder.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An endpoint of another emulated service. Requests have no valid signature; the Authorization header only carries the Region, and the account as the access key.
 */
final class AwsEndpoint {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI uri;
    private final String service;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * @param service the service name in signatures: sns, events, or ec2
     */
    AwsEndpoint(URI uri, String service) {
        this.uri = requireNonNull(uri, "uri");
        this.service = requireNonNull(service, "service");
    }

    /** Sends a request and returns the body of the answer. */
    String post(String account, String region, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + account + "/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        service + " at " + uri + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(service + " at " + uri + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in a call of " + service + " at " + uri, e);
        }
    }

    /** Sends a request of the query protocol. */
    String query(String account, String region, Map<String, String> fields) {
        return post(
                account,
                region,
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                new TreeMap<>(fields)
                        .entrySet().stream()
                                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                                .collect(Collectors.joining("&")));
    }
}

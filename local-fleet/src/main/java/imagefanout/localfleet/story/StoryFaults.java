package imagefanout.localfleet.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Injects the emulator faults that the story needs. */
final class StoryFaults {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI faults;

    StoryFaults(URI imageBuilder) {
        this.faults = imageBuilder.resolve("/_emulator/faults");
    }

    void copyFails(String region, String accountId) throws IOException, InterruptedException {
        inject("{\"kind\":\"COPY_FAILS\",\"region\":\"" + region + "\",\"accountId\":\"" + accountId + "\"}");
    }

    /** Neither SNS nor EventBridge delivers any message. */
    void messagesAreLost() throws IOException, InterruptedException {
        inject("{\"kind\":\"MESSAGE_LOST\"}");
    }

    void end() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(faults).DELETE().build());
    }

    private void inject(String fault) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(faults)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(fault))
                .build());
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    request.method() + " " + faults + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}

package imagefanout.syncdistributions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.wire.WireHandler;
import emulators.wire.clock.ManualClock;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.Json;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkDistributionConfigurations;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Applies updates through the real SDK and the emulator's rules, without a network or threads. */
final class EmulatedUpdates implements AutoCloseable {
    private final InProcess service = new InProcess();
    private final ImageBuilderClients clients;

    EmulatedUpdates() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        clients = new ImageBuilderClients(
                Optional.of(URI.create("http://in.process")),
                List.of(),
                service,
                AwsRetryStrategy::standardRetryStrategy);
    }

    /**
     * The target accounts that the emulator holds after the update.
     *
     * @param hasOtherOutput whether the Regions have an output besides their target accounts
     * @throws imagefanout.model.image.ImageBuilderException when the emulator does not accept the update
     */
    SortedMap<Region, SortedSet<AccountId>> update(
            SortedMap<Region, SortedSet<AccountId>> before,
            SortedMap<Region, SortedSet<AccountId>> after,
            boolean hasOtherOutput) {
        service.begin(configuration(before, hasOtherOutput));
        SdkDistributionConfigurations configurations = new SdkDistributionConfigurations(clients, Deadline.none());
        DistributionConfiguration read = configurations.read(InMemorySync.EVERYWHERE);
        SortedMap<Region, SortedSet<AccountId>> differing = new TreeMap<>(after);
        differing.entrySet().removeIf(region -> region.getValue().equals(before.get(region.getKey())));
        Digest token = Digest.of("update").add(differing.toString()).end();
        if (!configurations.replaceTargets(read, differing, new TreeMap<>(), token)) {
            throw new IllegalStateException("not replaced");
        }
        return configurations.read(InMemorySync.EVERYWHERE).targets();
    }

    /** The configuration's own Region has an AMI name; other Regions only on request. */
    private static ObjectNode configuration(SortedMap<Region, SortedSet<AccountId>> targets, boolean hasOtherOutput) {
        ObjectNode body =
                Json.object().put("name", InMemorySync.EVERYWHERE.name()).put("clientToken", "1");
        targets.forEach((region, accounts) -> {
            ObjectNode ami = body.withArray("distributions")
                    .addObject()
                    .put("region", region.value())
                    .putObject("amiDistributionConfiguration");
            if (hasOtherOutput || region.equals(InMemorySync.HOME)) {
                ami.put("name", "golden {{ imagebuilder:buildDate }}");
            }
            accounts.forEach(account -> ami.withArray("targetAccountIds").add(account.value()));
        });
        body.putObject("tags").put("image-fanout:groups", "prod");
        return body;
    }

    @Override
    public void close() {
        clients.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    /** One account of the emulator, called directly instead of over HTTP. */
    private static final class InProcess implements SdkHttpClient {
        private final WireHandler emulator = ImageBuilderEmulator.withoutSocket(EmulatorOptions.defaults()
                .withRegion(InMemorySync.EVERYWHERE.region().value())
                .withAccount(InMemorySync.EVERYWHERE.account().value())
                .withClock(new ManualClock(Instant.parse("2026-01-01T12:00:00Z"))));

        /** Resets the account to this configuration. */
        private void begin(ObjectNode configuration) {
            send("POST", "/_emulator/reset", Json.object());
            send("PUT", "/CreateDistributionConfiguration", configuration);
        }

        private void send(String method, String path, ObjectNode body) {
            WireAnswer answer = emulator.answer(new WireRequest(method, path, "", Map.of(), Json.bytes(body)))
                    .orElseThrow();
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.body().toString());
            }
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    return answer(request);
                }

                @Override
                public void abort() {}
            };
        }

        private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
            SdkHttpRequest http = request.httpRequest();
            byte[] body = request.contentStreamProvider().isPresent()
                    ? request.contentStreamProvider().get().newStream().readAllBytes()
                    : new byte[0];
            WireAnswer answer = emulator.answer(new WireRequest(
                            http.method().name(),
                            http.encodedPath(),
                            http.encodedQueryParameters().orElse(""),
                            http.headers(),
                            body))
                    .orElseThrow();
            return response(answer);
        }

        private static HttpExecuteResponse response(WireAnswer answer) {
            byte[] bytes = Json.bytes(answer.body());
            SdkHttpResponse.Builder response = SdkHttpResponse.builder()
                    .statusCode(answer.status())
                    .putHeader("Content-Length", Integer.toString(bytes.length));
            answer.headers().forEach(response::putHeader);
            return HttpExecuteResponse.builder()
                    .response(response.build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                    .build();
        }

        @Override
        public void close() {}
    }
}

package imagefanout.syncdistributions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.operation.ApiModel;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.configuration.CreateDistributionConfiguration;
import emulators.imagebuilder.operation.configuration.GetDistributionConfiguration;
import emulators.imagebuilder.operation.configuration.UpdateDistributionConfiguration;
import emulators.wire.clock.ManualClock;
import emulators.wire.protocol.ServiceException;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Carries updates out through the real SDK and by the emulator's own rules, within this process: no network, no threads. */
final class EmulatedUpdates implements AutoCloseable {
    private final InProcess service = new InProcess();
    private final ImageBuilderClients clients;

    EmulatedUpdates() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        clients = new ImageBuilderClients(Optional.of(URI.create("http://in.process")), List.of(), service);
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
        DistributionConfiguration read = configurations.read(Room.EVERYWHERE);
        SortedMap<Region, SortedSet<AccountId>> differing = new TreeMap<>(after);
        differing.entrySet().removeIf(region -> region.getValue().equals(before.get(region.getKey())));
        Digest token = Digest.of("update").add(differing.toString()).end();
        if (!configurations.replaceTargets(read, differing, token)) {
            throw new IllegalStateException("not replaced");
        }
        return configurations.read(Room.EVERYWHERE).targets();
    }

    /** In its own Region it has a name for its AMIs; in another, only where that was asked for. */
    private static ObjectNode configuration(SortedMap<Region, SortedSet<AccountId>> targets, boolean hasOtherOutput) {
        ObjectNode body = Json.object().put("name", Room.EVERYWHERE.name()).put("clientToken", "1");
        targets.forEach((region, accounts) -> {
            ObjectNode ami = body.withArray("distributions")
                    .addObject()
                    .put("region", region.value())
                    .putObject("amiDistributionConfiguration");
            if (hasOtherOutput || region.equals(Room.HOME)) {
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

    /** One account of the emulator, asked as its HTTP door asks it. */
    private static final class InProcess implements SdkHttpClient {
        private final ManualClock time = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        private Map<String, Operation> operations = Map.of();
        private Dispatcher dispatcher;

        /** From now on the account holds this configuration and nothing else. */
        private void begin(ObjectNode configuration) {
            Account account = new Account(
                    new Arns(
                            Room.EVERYWHERE.region().value(),
                            Room.EVERYWHERE.account().value()),
                    time);
            dispatcher = new Dispatcher(account);
            operations = Stream.of(
                            new GetDistributionConfiguration(account), new UpdateDistributionConfiguration(account))
                    .collect(Collectors.toMap(
                            operation -> ApiModel.route(operation.name()).path(), operation -> operation));
            dispatcher.call(new CreateDistributionConfiguration(account), configuration, "setup");
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
            Operation operation = operations.get(request.httpRequest().encodedPath());
            ObjectNode input = Json.object();
            if (ApiModel.route(operation.name()).isQuery()) {
                request.httpRequest().rawQueryParameters().forEach((name, values) -> input.put(name, values.get(0)));
            } else {
                input.setAll(Json.objectIn(request.contentStreamProvider()
                        .orElseThrow()
                        .newStream()
                        .readAllBytes()));
            }
            try {
                return response(200, Optional.empty(), dispatcher.call(operation, input, "request"));
            } catch (ServiceException e) {
                return response(
                        e.type().status(),
                        Optional.of(e.type().name()),
                        Json.object().put("message", e.getMessage()));
            }
        }

        private static HttpExecuteResponse response(int status, Optional<String> error, ObjectNode body) {
            byte[] bytes = Json.bytes(body);
            SdkHttpResponse.Builder response = SdkHttpResponse.builder()
                    .statusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Content-Length", Integer.toString(bytes.length));
            error.ifPresent(name -> response.putHeader("x-amzn-ErrorType", name));
            return HttpExecuteResponse.builder()
                    .response(response.build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                    .build();
        }

        @Override
        public void close() {}
    }
}

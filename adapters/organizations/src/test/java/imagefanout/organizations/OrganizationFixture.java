package imagefanout.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.OrganizationsEmulator;
import emulators.organizations.OrganizationsOptions;
import emulators.wire.shape.Json;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** The emulator on a socket, the adapter that calls it without real pauses, and what happened between them. */
final class OrganizationFixture implements AutoCloseable {
    static final Region REGION = new Region("eu-west-1");
    private static final String ROOT = "r-root";

    private final OrganizationsEmulator emulator;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Duration> pauses = new ArrayList<>();
    private final OrganizationsClient client;

    OrganizationFixture() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try {
            emulator = OrganizationsEmulator.start(
                    OrganizationsOptions.defaults().withPort(0).withAccountDuration(Duration.ZERO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = OrganizationsClients.builder(REGION, Optional.of(emulator.endpoint()))
                .overrideConfiguration(override -> override.addExecutionInterceptor(new Counting())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build()))
                .build();
    }

    private final class Counting implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            sent.incrementAndGet();
        }
    }

    SdkOrganization organization() {
        return organization(Deadline.none());
    }

    SdkOrganization organization(Deadline deadline) {
        return new SdkOrganization(new OrganizationsClients(client), deadline, Duration.ZERO, pauses::add);
    }

    /** The number of requests that were sent, retries included. */
    int sent() {
        return sent.get();
    }

    List<Duration> pauses() {
        return pauses;
    }

    ObjectNode call(String operation, ObjectNode request) {
        return emulator.organization().call(operation, request);
    }

    /** Creates an account in the unit with these names. */
    AccountId account(String name, String path) {
        String request = call(
                        "CreateAccount", Json.object().put("AccountName", name).put("Email", name + "@example.com"))
                .at("/CreateAccountStatus/Id")
                .textValue();
        AccountId account =
                new AccountId(call("DescribeCreateAccountStatus", Json.object().put("CreateAccountRequestId", request))
                        .at("/CreateAccountStatus/AccountId")
                        .textValue());
        move(account, path);
        return account;
    }

    void move(AccountId account, String path) {
        String source = call("ListParents", Json.object().put("ChildId", account.value()))
                .at("/Parents/0/Id")
                .textValue();
        String destination = unit(path);
        if (!source.equals(destination)) {
            call(
                    "MoveAccount",
                    Json.object()
                            .put("AccountId", account.value())
                            .put("SourceParentId", source)
                            .put("DestinationParentId", destination));
        }
    }

    /** The ID of the unit with these names, such as {@code /Workloads/Prod}, which is created if it does not exist. */
    String unit(String path) {
        String parent = ROOT;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                parent = child(parent, name);
            }
        }
        return parent;
    }

    private String child(String parent, String name) {
        ObjectNode request = Json.object().put("ParentId", parent);
        return Json.elements(call("ListOrganizationalUnitsForParent", request), "OrganizationalUnits").stream()
                .filter(unit -> unit.get("Name").textValue().equals(name))
                .findFirst()
                .orElseGet(() -> call("CreateOrganizationalUnit", request.put("Name", name))
                        .get("OrganizationalUnit"))
                .get("Id")
                .textValue();
    }

    /** Starts a fault given as JSON in single quotes. */
    void fault(String json) {
        control("faults", json.replace('\'', '"'));
    }

    /** Adds units and accounts. */
    void seed(ObjectNode seed) {
        control("seed", Json.text(seed));
    }

    private void control(String command, String json) {
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/_emulator/" + command))
                            .POST(BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}

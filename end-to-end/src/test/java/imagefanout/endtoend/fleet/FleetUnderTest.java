package imagefanout.endtoend.fleet;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import imagefanout.announcechanges.AnnounceChangesOnTheWire;
import imagefanout.lambda.DirectInvocation;
import imagefanout.model.identity.Region;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.queryimages.QueryImagesOnTheWire;
import imagefanout.reconcilepipeline.ReconcilePipelineOnTheWire;
import imagefanout.recordimage.RecordImageOnTheWire;
import imagefanout.syncdistributions.SyncDistributionsOnTheWire;
import imagefanout.upgraderecipe.UpgradeRecipeOnTheWire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/** The fleet and the services that it calls. Everything runs in the caller's thread. */
public final class FleetUnderTest {
    /** Lambda's maximum timeout. */
    public static final Duration LIMIT = Duration.ofMinutes(15);

    /** So that lists have several pages. */
    private static final int BUILDS_PER_PAGE = 2;

    private final FleetClients clients;
    private final InProcessServices services;
    private final ReconcileSettings settings;
    private final FleetClock clock = new FleetClock();
    private final Map<FunctionName, RequestStreamHandler> functions = new EnumMap<>(FunctionName.class);
    private int requests;

    /** With small pages. */
    public FleetUnderTest(FleetClients clients, InProcessServices services) {
        this(clients, services, BUILDS_PER_PAGE);
    }

    /** Deleted builds expire. */
    public FleetUnderTest(FleetClients clients, InProcessServices services, int buildsPerPage) {
        this.clients = clients;
        this.services = services;
        this.settings = new ReconcileSettings(
                Set.of(new Region("us-east-1")),
                buildsPerPage,
                Duration.ofMinutes(3),
                Duration.ofSeconds(20),
                Optional.of(Duration.ofDays(1)),
                Optional.empty());
    }

    private RequestStreamHandler function(FunctionName function) {
        return switch (function) {
            case RECORD_IMAGE ->
                RecordImageOnTheWire.handler(clients.imageBuilder(), clients.dynamoDb(), clock, clock::pass);
            case RECONCILE_PIPELINE ->
                ReconcilePipelineOnTheWire.handler(
                        clients.imageBuilder(), clients.dynamoDb(), settings, clock, clock::pass);
            case SYNC_DISTRIBUTIONS ->
                SyncDistributionsOnTheWire.handler(clients.imageBuilder(), clients.dynamoDb(), clock);
            case UPGRADE_RECIPE -> UpgradeRecipeOnTheWire.handler(clients.imageBuilder());
            case ANNOUNCE_CHANGES ->
                AnnounceChangesOnTheWire.handler(clients.dynamoDb(), clients.eventBridge(), clock, clock::pass);
            case QUERY_IMAGES -> QueryImagesOnTheWire.handler(clients.dynamoDb(), clock);
        };
    }

    public InProcessServices services() {
        return services;
    }

    /** Reads the tables with a client outside the fleet. */
    <T> T read(Function<DynamoDbClient, T> work) {
        return clients.during(services, () -> work.apply(clients.dynamoDb()));
    }

    public FleetClock clock() {
        return clock;
    }

    /** Runs work with an Image Builder client outside the fleet. */
    public <T> T operate(Function<ImagebuilderClient, T> work) {
        return clients.during(services, () -> work.apply(clients.operator()));
    }

    /** Returns the request ID for the first delivery of an event. */
    public String newRequestId() {
        return "request-" + ++requests;
    }

    /** Invokes a function once, without faults. It must succeed. */
    public InvocationResult invoke(FleetEvent event) {
        InvocationResult result = invoke(event, invocation(newRequestId(), LIMIT, () -> false), services);
        if (result.claim() == InvocationResult.Claim.FAILED) {
            throw new IllegalStateException("failed without any fault: " + result.text());
        }
        return result;
    }

    /** Invokes a function once. Its calls use the transport. */
    public InvocationResult invoke(FleetEvent event, Context invocation, Transport transport) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        return clients.during(transport, () -> {
            try {
                functions
                        .computeIfAbsent(event.function(), this::function)
                        .handleRequest(
                                new ByteArrayInputStream(event.json().getBytes(StandardCharsets.UTF_8)),
                                answer,
                                invocation);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RuntimeException | ProcessKilledError e) {
                return InvocationResult.thrown(e);
            }
            return InvocationResult.answered(event.function(), answer.toString(StandardCharsets.UTF_8));
        });
    }

    /** Creates an invocation context. Its time passes with the fleet's clock, and is up when {@code isTimeUp} is true. */
    public Context invocation(String requestId, Duration limit, BooleanSupplier isTimeUp) {
        Instant end = clock.current().plus(limit);
        return new DirectInvocation("test", requestId, () -> left(clock.current(), end, isTimeUp));
    }

    private static Duration left(Instant now, Instant end, BooleanSupplier isTimeUp) {
        return isTimeUp.getAsBoolean() || now.isAfter(end) ? Duration.ZERO : Duration.between(now, end);
    }
}

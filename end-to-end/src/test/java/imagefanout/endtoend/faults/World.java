package imagefanout.endtoend.faults;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import imagefanout.model.identity.Region;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.sync.RemovalLimits;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/** A whole fleet with its services. It is in one place, and what happens in it happens in the caller's thread. */
final class World {
    /** Small pages, so that lists go on; deleted builds expire. */
    private static final ReconcileSettings SETTINGS = new ReconcileSettings(
            Set.of(new Region("us-east-1")),
            2,
            Duration.ofMinutes(3),
            Duration.ofSeconds(20),
            Optional.of(Duration.ofDays(1)));

    private static final RemovalLimits LIMITS = new RemovalLimits(1, 25, 5);

    private final Clients clients;
    private final Services services;
    private final UnaryOperator<Way> habit;
    private final FleetClock clock = new FleetClock();
    private final Map<Event.Function, RequestStreamHandler> functions = new EnumMap<>(Event.Function.class);
    private int runs;

    World(Clients clients, Services services) {
        this(clients, services, UnaryOperator.identity());
    }

    /** @param habit how the functions take what the network does to them */
    World(Clients clients, Services services, UnaryOperator<Way> habit) {
        this.clients = clients;
        this.services = services;
        this.habit = habit;
    }

    private RequestStreamHandler function(Event.Function function) {
        return switch (function) {
            case RECORD_IMAGE -> RecordImageOnTheWire.handler(clients.imageBuilder(), clients.dynamoDb(), clock);
            case RECONCILE_PIPELINE ->
                ReconcilePipelineOnTheWire.handler(
                        clients.imageBuilder(), clients.dynamoDb(), SETTINGS, clock, clock::pass);
            case SYNC_DISTRIBUTIONS ->
                SyncDistributionsOnTheWire.handler(clients.imageBuilder(), clients.dynamoDb(), LIMITS, clock);
            case UPGRADE_RECIPE -> UpgradeRecipeOnTheWire.handler(clients.imageBuilder());
            case QUERY_IMAGES -> QueryImagesOnTheWire.handler(clients.dynamoDb(), clock);
        };
    }

    Services services() {
        return services;
    }

    FleetClock clock() {
        return clock;
    }

    /** Runs with a client of Image Builder that is not the fleet's. */
    <T> T operate(Function<ImagebuilderClient, T> work) {
        return clients.during(services, () -> work.apply(clients.operator()));
    }

    /** A request id for an event that comes for the first time. */
    String newRequestId() {
        return "run-" + ++runs;
    }

    /** One invocation, undisturbed, that has to succeed. */
    Outcome invoke(Event event) {
        Outcome outcome = invoke(event, newRequestId(), Network.undisturbed(services));
        if (outcome.said() == Outcome.Said.FAILED) {
            throw new IllegalStateException("undisturbed, and yet: " + outcome.words());
        }
        return outcome;
    }

    /** One invocation over the network. */
    Outcome invoke(Event event, String requestId, Network network) {
        return invoke(event, requestId, network, Invocation.LIMIT);
    }

    /** The same, of a function that is given another time. */
    Outcome invoke(Event event, String requestId, Network network, Duration limit) {
        network.begin();
        Context invocation = Invocation.of(requestId, clock, limit, network::isTimeUp);
        Outcome outcome = invoke(event, invocation, habit.apply(network));
        return network.isDead() ? Outcome.thrown(new Killed()) : outcome;
    }

    /** One invocation over some other way. */
    Outcome invoke(Event event, Context invocation, Way way) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        return clients.during(way, () -> {
            try {
                functions
                        .computeIfAbsent(event.function(), this::function)
                        .handleRequest(
                                new ByteArrayInputStream(event.json().getBytes(StandardCharsets.UTF_8)),
                                answer,
                                invocation);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RuntimeException | Killed e) {
                return Outcome.thrown(e);
            }
            return Outcome.answered(event.function(), answer.toString(StandardCharsets.UTF_8));
        });
    }
}

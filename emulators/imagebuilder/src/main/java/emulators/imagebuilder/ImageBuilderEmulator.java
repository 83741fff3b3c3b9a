package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.fault.ActiveFaults;
import emulators.imagebuilder.fault.ImageBuilderFaults;
import emulators.imagebuilder.message.Publisher;
import emulators.imagebuilder.message.SnsEndpoint;
import emulators.imagebuilder.operation.ApiModel;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.WireHandler;
import emulators.wire.WireServer;
import emulators.wire.clock.EmulatorClock;
import emulators.wire.clock.StoppableClock;
import emulators.wire.fault.Faults;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * EC2 Image Builder on a laptop: any AWS SDK, the AWS CLI or boto3 with {@link #endpoint()} as its endpoint URL behaves
 * as against the service, for the operations that the README names. Everything is in memory and ends with {@link
 * #close()}.
 */
public final class ImageBuilderEmulator implements AutoCloseable {

    private final EmulatorOptions options;
    private final StoppableClock clock;
    private final WireServer server;

    private ImageBuilderEmulator(EmulatorOptions options, StoppableClock clock, WireServer server) {
        this.options = requireNonNull(options, "options");
        this.clock = requireNonNull(clock, "clock");
        this.server = requireNonNull(server, "server");
    }

    /**
     * Starts an emulator.
     *
     * @throws java.net.BindException when the port is in use
     * @throws IOException when the host is unknown
     * @throws InvalidSeedException when the seed cannot be read, or has what Image Builder would refuse
     */
    public static ImageBuilderEmulator start(EmulatorOptions options) throws IOException {
        StoppableClock clock = new StoppableClock(options.clock());
        return new ImageBuilderEmulator(
                options, clock, WireServer.start(options.host(), options.port(), handler(options, clock)));
    }

    /**
     * An emulator without a socket, for tests that start thousands. It runs on the clock of the options.
     *
     * @throws InvalidSeedException when the seed cannot be read, or has what Image Builder would refuse
     */
    public static WireHandler withoutSocket(EmulatorOptions options) {
        return handler(options, options.clock());
    }

    private static WireHandler handler(EmulatorOptions options, EmulatorClock clock) {
        Arns arns = new Arns(options.region(), options.account());
        Account account = new Account(arns, clock);
        Faults faults = new Faults(ApiModel.operations(), ImageBuilderFaults.REFUSALS, List.of());
        ActiveFaults activeFaults = new ActiveFaults(faults);
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        Publisher publisher = new Publisher(arns, clock, ids, activeFaults, subscribers(options));
        Builds builds = new Builds(account, clock, options.buildDuration(), activeFaults, publisher);
        new ImageBuilderFaults(account, builds).kinds().forEach(faults::add);
        Dispatcher dispatcher = new Dispatcher(account);
        if (options.seed().isPresent()) {
            new Seed(account, builds, dispatcher).load(options.seed().get());
        }
        Pages pages = new Pages(new SecureRandom().generateSeed(32));
        return new WireHandler(new ImageBuilderService(account, builds, pages, dispatcher), faults, Map.of(), ids);
    }

    private static List<Subscriber> subscribers(EmulatorOptions options) {
        List<Subscriber> subscribers = new ArrayList<>();
        subscribers.add(options.subscriber());
        options.snsEndpoint().ifPresent(uri -> subscribers.add(new SnsEndpoint(uri, options.region())));
        return subscribers;
    }

    /** Where it listens: {@code http://host:port}. */
    public URI endpoint() {
        return server.endpoint();
    }

    public EmulatorOptions options() {
        return options;
    }

    /** Stops listening. Builds that have not ended publish no more messages. */
    @Override
    public void close() {
        clock.stop();
        server.close();
    }
}

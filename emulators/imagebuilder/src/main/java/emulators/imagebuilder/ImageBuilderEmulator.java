package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpHandler;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.fault.FaultEndpoint;
import emulators.imagebuilder.fault.Faults;
import emulators.imagebuilder.http.HttpDoor;
import emulators.imagebuilder.http.Listener;
import emulators.imagebuilder.message.Publisher;
import emulators.imagebuilder.message.SnsEndpoint;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Operations;
import emulators.imagebuilder.operation.Pages;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * EC2 Image Builder on a laptop: any AWS SDK, the AWS CLI or boto3 pointed at {@link #endpoint()} behaves as against
 * the service, for the operations that the README names. Everything lives in memory and ends with {@link #close()}.
 */
public final class ImageBuilderEmulator implements AutoCloseable {

    private final EmulatorOptions options;
    private final StoppableTime time;
    private final Listener listener;

    private ImageBuilderEmulator(EmulatorOptions options, StoppableTime time, Listener listener) {
        this.options = requireNonNull(options, "options");
        this.time = requireNonNull(time, "time");
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * Starts one.
     *
     * @throws java.net.BindException when the port is taken
     * @throws IOException when the host is unknown
     * @throws InvalidSeed when the seed cannot be read, or says what Image Builder would refuse
     */
    public static ImageBuilderEmulator start(EmulatorOptions options) throws IOException {
        StoppableTime time = new StoppableTime(options.time());
        return new ImageBuilderEmulator(
                options, time, Listener.start(options.host(), options.port(), door(options, time)));
    }

    /**
     * What one would answer, without a socket: for tests that start thousands. It lives on the time that the options give.
     *
     * @throws InvalidSeed when the seed cannot be read, or says what Image Builder would refuse
     */
    public static HttpHandler withoutSocket(EmulatorOptions options) {
        return door(options, options.time());
    }

    private static HttpDoor door(EmulatorOptions options, Time time) {
        Arns arns = new Arns(options.region(), options.account());
        Account account = new Account(arns, time);
        Faults faults = new Faults();
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        Publisher publisher = new Publisher(arns, time, ids, faults, subscribers(options));
        Builds builds = new Builds(account, time, options.buildDuration(), faults, publisher);
        Operations operations = new Operations(account, builds, new Pages(new SecureRandom().generateSeed(32)));
        Dispatcher dispatcher = new Dispatcher(account);
        if (options.seed().isPresent()) {
            new Seed(account, builds, dispatcher).plant(options.seed().get());
        }
        FaultEndpoint faultEndpoint = new FaultEndpoint(faults, account, builds);
        return new HttpDoor(operations, dispatcher, faults, faultEndpoint, ids);
    }

    private static List<Subscriber> subscribers(EmulatorOptions options) {
        List<Subscriber> subscribers = new ArrayList<>();
        subscribers.add(options.subscriber());
        options.snsEndpoint().ifPresent(uri -> subscribers.add(new SnsEndpoint(uri, options.region())));
        return subscribers;
    }

    /** Where it listens: {@code http://host:port}. */
    public URI endpoint() {
        return listener.endpoint();
    }

    public EmulatorOptions options() {
        return options;
    }

    /** Stops listening. Builds that are still at work tell nobody any more. */
    @Override
    public void close() {
        time.stop();
        listener.close();
    }
}

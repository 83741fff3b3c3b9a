package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.fault.ActiveFaults;
import emulators.imagebuilder.fault.ImageBuilderFaults;
import emulators.imagebuilder.operation.ApiModel;
import emulators.wire.WireHandler;
import emulators.wire.WireServer;
import emulators.wire.clock.AdjustableClock;
import emulators.wire.control.ClockCommand;
import emulators.wire.control.ControlCommand;
import emulators.wire.control.ControlEndpoint;
import emulators.wire.fault.Faults;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A local EC2 Image Builder: use {@link #endpoint()} as the endpoint URL of any AWS SDK, the AWS CLI, or boto3. The README lists the supported operations. All data is in memory and is lost on {@link #close()}.
 */
public final class ImageBuilderEmulator implements AutoCloseable {

    private final EmulatorOptions options;
    private final AdjustableClock clock;
    private final WireServer server;

    private ImageBuilderEmulator(EmulatorOptions options, AdjustableClock clock, WireServer server) {
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
        AdjustableClock clock = new AdjustableClock(options.clock());
        return new ImageBuilderEmulator(
                options, clock, WireServer.start(options.host(), options.port(), handler(options, clock)));
    }

    /**
     * Creates an emulator without a socket, for tests that start thousands of them.
     *
     * @throws InvalidSeedException when the seed cannot be read, or has what Image Builder would refuse
     */
    public static WireHandler withoutSocket(EmulatorOptions options) {
        return handler(options, new AdjustableClock(options.clock()));
    }

    private static WireHandler handler(EmulatorOptions options, AdjustableClock clock) {
        Faults faults = new Faults(ApiModel.operations(), ImageBuilderFaults.REFUSALS, List.of());
        faults.addCallLimit(ApiModel.operations(), ImageBuilderFaults.REFUSALS, clock);
        Accounts accounts = new Accounts(options, clock, new ActiveFaults(faults));
        new ImageBuilderFaults(arn -> accounts.of(Arns.placeOf(arn)).builds(), arn -> accounts.of(Arns.placeOf(arn))
                        .publisher())
                .kinds()
                .forEach(faults::add);
        Runnable seed = () -> options.seed().ifPresent(file -> new Seed(accounts.ofOptions()).load(file));
        seed.run();
        WireHandler[] handler = new WireHandler[1];
        Runnable reset = () -> {
            handler[0].reset();
            clock.reset();
            accounts.clear();
            seed.run();
        };
        handler[0] = new WireHandler(
                new ImageBuilderService(accounts),
                faults,
                Map.of(
                        "clock", new ClockCommand(clock),
                        "reset", onPost(body -> reset.run()),
                        "seed", onPost(body -> load(accounts, body))),
                () -> UUID.randomUUID().toString());
        return handler[0];
    }

    private interface Command {
        void run(ObjectNode body);
    }

    private static ControlCommand onPost(Command command) {
        return (method, rest, body) -> {
            if (!method.equals("POST") || !rest.isEmpty()) {
                return Optional.empty();
            }
            command.run(body);
            return Optional.of(Json.object());
        };
    }

    private static void load(Accounts accounts, ObjectNode body) {
        try {
            new Seed(accounts.ofOptions()).load("The seed", body);
        } catch (InvalidSeedException e) {
            throw new ServiceException(ControlEndpoint.INVALID_REQUEST, e.getMessage());
        }
    }

    /** Returns the base URL: {@code http://host:port}. */
    public URI endpoint() {
        return server.endpoint();
    }

    public EmulatorOptions options() {
        return options;
    }

    /** Stops the server. Running builds publish no more messages. */
    @Override
    public void close() {
        clock.stop();
        server.close();
    }
}

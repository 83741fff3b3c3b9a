package emulators.organizations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.WireHandler;
import emulators.wire.WireServer;
import emulators.wire.clock.AdjustableClock;
import emulators.wire.control.ClockCommand;
import emulators.wire.control.ControlCommand;
import emulators.wire.control.ControlEndpoint;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A local AWS Organizations: point any AWS SDK, the AWS CLI or boto3 at {@link #endpoint()}. The README lists the supported
 * operations. Everything is in memory and is lost on {@link #close()}.
 */
public final class OrganizationsEmulator implements AutoCloseable {

    private final EmulatedOrganization organization;
    private final AdjustableClock clock;
    private final WireServer server;

    private OrganizationsEmulator(EmulatedOrganization organization, AdjustableClock clock, WireServer server) {
        this.organization = requireNonNull(organization, "organization");
        this.clock = requireNonNull(clock, "clock");
        this.server = requireNonNull(server, "server");
    }

    /**
     * Starts an emulator.
     *
     * @throws java.net.BindException if the port is in use
     * @throws IOException if the host is unknown
     * @throws InvalidOrganizationSeedException if the seed cannot be read or is invalid
     */
    public static OrganizationsEmulator start(OrganizationsOptions options) throws IOException {
        AdjustableClock clock = new AdjustableClock(options.clock());
        EmulatedOrganization organization = EmulatedOrganization.of(options, clock);
        return new OrganizationsEmulator(
                organization,
                clock,
                WireServer.start(options.host(), options.port(), handler(organization, options, clock)));
    }

    /** Returns a handler for a new organization without a socket, for tests that start thousands of them. */
    public static WireHandler withoutSocket(OrganizationsOptions options) {
        AdjustableClock clock = new AdjustableClock(options.clock());
        return handler(EmulatedOrganization.of(options, clock), options, clock);
    }

    private static WireHandler handler(
            EmulatedOrganization organization, OrganizationsOptions options, AdjustableClock clock) {
        OrganizationsFaults faults = new OrganizationsFaults(organization.operationNames());
        WireHandler[] handler = new WireHandler[1];
        Consumer<ObjectNode> reset = body -> {
            handler[0].reset();
            clock.reset();
            organization.clear();
            options.seed().ifPresent(file -> OrganizationSeed.load(file, organization));
        };
        handler[0] = new WireHandler(
                new OrganizationsService(organization, faults),
                faults.all(),
                Map.of(
                        "clock", new ClockCommand(clock),
                        "reset", onPost(reset),
                        "seed", onPost(body -> seed(organization, body))),
                () -> UUID.randomUUID().toString());
        return handler[0];
    }

    private static ControlCommand onPost(Consumer<ObjectNode> command) {
        return (method, rest, body) -> {
            if (!method.equals("POST") || !rest.isEmpty()) {
                return Optional.empty();
            }
            command.accept(body);
            return Optional.of(Json.object());
        };
    }

    private static void seed(EmulatedOrganization organization, ObjectNode body) {
        try {
            organization.seed("The seed", body);
        } catch (InvalidOrganizationSeedException e) {
            throw new ServiceException(ControlEndpoint.INVALID_REQUEST, e.getMessage());
        }
    }

    /** Returns the base URL: {@code http://host:port}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Returns the organization that it serves. Direct calls and calls over the socket see the same one. */
    public EmulatedOrganization organization() {
        return organization;
    }

    /** Stops the server. Work in progress publishes no more events. */
    @Override
    public void close() {
        clock.stop();
        server.close();
    }
}

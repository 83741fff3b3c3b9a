package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.AmiRegistry;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.fault.ActiveFaults;
import emulators.imagebuilder.message.Ec2Endpoint;
import emulators.imagebuilder.message.EventsEndpoint;
import emulators.imagebuilder.message.Publisher;
import emulators.imagebuilder.message.SnsEndpoint;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Pages;
import emulators.imagebuilder.operation.image.StartImagePipelineExecution;
import emulators.imagebuilder.schedule.ScheduledBuilds;
import emulators.wire.clock.EmulatorClock;
import emulators.wire.protocol.CredentialScope;
import emulators.wire.protocol.WireRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The accounts and Regions that requests have used so far. Each has its own resources. All share the clock, faults, and subscribers.
 */
final class Accounts {

    private final EmulatorOptions options;
    private final EmulatorClock clock;
    private final ActiveFaults faults;
    private final List<Subscriber> subscribers;
    private final AmiRegistry amis;
    private final Pages pages = new Pages(secret());
    private final Map<Arns, RegionalAccount> accounts = new ConcurrentHashMap<>();

    Accounts(EmulatorOptions options, EmulatorClock clock, ActiveFaults faults) {
        this.options = requireNonNull(options, "options");
        this.clock = requireNonNull(clock, "clock");
        this.faults = requireNonNull(faults, "faults");
        this.subscribers = Stream.of(
                        Optional.of(options.subscriber()),
                        options.snsEndpoint().map(SnsEndpoint::new),
                        options.eventsEndpoint().map(EventsEndpoint::new))
                .flatMap(Optional::stream)
                .map(Subscriber.class::cast)
                .toList();
        this.amis = options.ec2Endpoint().<AmiRegistry>map(Ec2Endpoint::new).orElse(copy -> copy);
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** Returns the account and Region of the request's signature, or the defaults if it has none. */
    RegionalAccount of(WireRequest request) {
        Optional<CredentialScope> scope = request.credentialScope();
        return of(new Arns(
                scope.map(CredentialScope::region)
                        .filter(EmulatorOptions::isRegion)
                        .orElse(options.region()),
                scope.flatMap(CredentialScope::account).orElse(options.account())));
    }

    /** Returns the default account and Region. */
    RegionalAccount ofOptions() {
        return of(new Arns(options.region(), options.account()));
    }

    RegionalAccount of(Arns arns) {
        return accounts.computeIfAbsent(arns, this::start);
    }

    private RegionalAccount start(Arns arns) {
        Account account = new Account(arns, clock);
        Publisher publisher = new Publisher(arns, clock, () -> UUID.randomUUID().toString(), faults, subscribers);
        Builds builds = new Builds(account, clock, options.buildDuration(), faults, publisher, amis);
        StartImagePipelineExecution start = new StartImagePipelineExecution(account, builds);
        return RegionalAccount.of(
                account,
                builds,
                publisher,
                new Dispatcher(account, options.modelErrorsOnly()),
                pages,
                new ScheduledBuilds(
                        account,
                        clock,
                        options.runsSchedules() ? Optional.of(start::startScheduled) : Optional.empty()));
    }

    /** Removes all accounts. */
    void clear() {
        accounts.clear();
    }
}

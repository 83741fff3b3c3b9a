package emulators.organizations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.organizations.operation.BackgroundWork;
import emulators.organizations.operation.OrganizationsOperations;
import emulators.organizations.organization.AccountCreation;
import emulators.organizations.organization.AccountState;
import emulators.organizations.organization.OrganizationEvents;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.clock.EmulatorClock;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** One organization without a socket. Thread-safe: calls run one at a time. */
public final class EmulatedOrganization {

    private final EmulatorClock clock;
    private final Duration accountDuration;
    private final String managementAccount;
    private final Consumer<ObjectNode> subscriber;
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private OrganizationTree tree;
    private OrganizationsOperations operations;

    private EmulatedOrganization(OrganizationsOptions options, EmulatorClock clock) {
        this.clock = requireNonNull(clock, "clock");
        this.accountDuration = options.accountDuration();
        this.managementAccount = options.managementAccount();
        this.subscriber = options.subscriber();
        clear();
    }

    /**
     * Creates an organization with what the options' seed has. The host and port options are ignored.
     *
     * @throws InvalidOrganizationSeedException if the seed cannot be read or is invalid
     */
    public static EmulatedOrganization of(OrganizationsOptions options) {
        return of(options, options.clock());
    }

    static EmulatedOrganization of(OrganizationsOptions options, EmulatorClock clock) {
        EmulatedOrganization organization = new EmulatedOrganization(options, clock);
        options.seed().ifPresent(file -> OrganizationSeed.load(file, organization));
        return organization;
    }

    /** Removes everything but the root and the management account. */
    synchronized void clear() {
        this.tree = new OrganizationTree(managementAccount, clock.instant());
        this.operations = new OrganizationsOperations(tree, clock, new Background(tree));
    }

    /**
     * Runs an operation of the API.
     *
     * @param operation such as {@code ListAccounts}
     * @param request the body of the request
     * @return the body of the answer
     * @throws ServiceException if the service would return an error; nothing has changed
     */
    public ObjectNode call(String operation, ObjectNode request) {
        return call(operation, request, Integer.MAX_VALUE, Set.of());
    }

    /**
     * @param maxEntries a page has no more entries
     * @param absent the members that no account in the answer has
     */
    ObjectNode call(String operation, ObjectNode request, int maxEntries, Set<String> absent) {
        ObjectNode answer = answer(operation, request, maxEntries);
        Json.elements(answer, "Accounts").forEach(account -> ((ObjectNode) account).remove(absent));
        Optional.ofNullable(answer.get("Account")).ifPresent(account -> ((ObjectNode) account).remove(absent));
        if (OrganizationsOperations.CHANGING.contains(operation)) {
            publish(OrganizationEvents.ofCall(operation, request, managementAccount, clock.instant()));
        }
        for (Runnable work = due.poll(); work != null; work = due.poll()) {
            work.run();
        }
        return answer;
    }

    private synchronized ObjectNode answer(String operation, ObjectNode request, int maxEntries) {
        return operations.call(operation, request, maxEntries);
    }

    /** Adds or replaces what a seed has. Publishes no events. */
    synchronized void seed(String name, JsonNode seed) {
        new OrganizationSeed(tree, clock).load(name, seed);
    }

    Set<String> operationNames() {
        return operations.names();
    }

    /** Outside the lock, so that the subscriber may call this organization. */
    private void publish(ObjectNode event) {
        clock.schedule(Duration.ZERO, () -> subscriber.accept(event));
    }

    /** The work on one tree: after a reset, it changes nothing that is still visible. */
    private final class Background implements BackgroundWork {

        private final OrganizationTree worked;

        Background(OrganizationTree worked) {
            this.worked = worked;
        }

        @Override
        public void create(AccountCreation creation, String email, Map<String, String> tags) {
            later(() -> {
                Instant now = clock.instant();
                AccountCreation completed;
                synchronized (EmulatedOrganization.this) {
                    completed = worked.complete(creation, email, tags, now);
                }
                publish(OrganizationEvents.ofCreation(completed, managementAccount, now));
            });
        }

        @Override
        public void close(String account) {
            Instant requested = clock.instant();
            later(() -> {
                synchronized (EmulatedOrganization.this) {
                    worked.account(account).ifPresent(closing -> worked.put(closing.withState(AccountState.CLOSED)));
                }
                publish(OrganizationEvents.ofClosure(account, managementAccount, requested, clock.instant()));
            });
        }

        /** Without a duration, the work is done before the call is answered. */
        private void later(Runnable work) {
            if (accountDuration.isZero()) {
                due.add(work);
            } else {
                clock.schedule(accountDuration, work);
            }
        }
    }
}

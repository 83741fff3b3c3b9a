package imagefanout.endtoend.faults;

import imagefanout.endtoend.faults.Fault.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Between one function and the services: notes each call, and does to one of them what a fault says. */
final class Network implements Way {
    private final Way services;
    private final Optional<Fault> fault;
    private final List<Call> calls = new ArrayList<>();

    private String call = "";
    private int number;
    private int attempt;
    private Optional<Service> down = Optional.empty();
    private boolean befallen;
    private boolean isDead;
    private boolean isTimeUp;
    private boolean isTokenSpoilt;

    private Network(Way services, Optional<Fault> fault) {
        this.services = services;
        this.fault = fault;
    }

    static Network undisturbed(Way services) {
        return new Network(services, Optional.empty());
    }

    static Network with(Fault fault, Way services) {
        return new Network(services, Optional.of(fault));
    }

    /** Another invocation: a new process when the last one was killed, and time enough. An outage goes on. */
    void begin() {
        isDead = false;
        isTimeUp = false;
        call = "";
    }

    /** Every call so far that was served. */
    List<Call> calls() {
        return calls;
    }

    boolean isTimeUp() {
        return isTimeUp;
    }

    boolean isDead() {
        return isDead;
    }

    /** Whether the fault had its occasion. */
    boolean hasBefallen() {
        return befallen;
    }

    @Override
    public Answered send(Sent sent) throws IOException {
        if (isDead) {
            // Whatever still runs of a killed process reaches nobody.
            throw new Killed();
        }
        attempt = sent.call().equals(call) ? attempt + 1 : 1;
        number += attempt == 1 ? 1 : 0;
        call = sent.call();
        if (isTokenSpoilt && sent.json().hasNonNull("nextToken")) {
            isTokenSpoilt = false;
            return Answered.error(sent.service(), 400, "InvalidPaginationTokenException", "The nextToken is not valid");
        }
        if (fault.isPresent() && isHit(fault.get(), sent)) {
            befallen = true;
            return fault.get().kind().befall(new Now(fault.get(), sent));
        }
        Answered answer = services.send(sent);
        calls.add(new Call(sent, answer));
        return answer;
    }

    private boolean isHit(Fault hit, Sent sent) {
        if (number == hit.call()) {
            down = hit.extent() == Extent.OUTAGE ? Optional.of(sent.service()) : down;
            return hit.extent() != Extent.ATTEMPT || attempt == 1;
        }
        return down.filter(sent.service()::equals).isPresent();
    }

    private final class Now implements FaultKind.Blow {
        private final Fault fault;
        private final Sent sent;

        private Now(Fault fault, Sent sent) {
            this.fault = fault;
            this.sent = sent;
        }

        @Override
        public Fault fault() {
            return fault;
        }

        @Override
        public Sent sent() {
            return sent;
        }

        @Override
        public Answered serve(Sent changed) throws IOException {
            return services.send(changed);
        }

        @Override
        public Killed kill() {
            isDead = true;
            return new Killed();
        }

        @Override
        public void endTime() {
            isTimeUp = true;
        }

        @Override
        public void spoilNextToken() {
            isTokenSpoilt = true;
        }
    }
}

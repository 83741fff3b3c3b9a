package imagefanout.endtoend.faults;

import com.amazonaws.services.lambda.runtime.Context;
import imagefanout.endtoend.faults.InjectedFault.Extent;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.FleetEvent;
import imagefanout.endtoend.fleet.FleetUnderTest;
import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.ProcessKilledError;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;
import imagefanout.endtoend.fleet.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The network between a function and the services. It records each call, and applies a fault to one of them. */
final class FaultyNetwork implements Transport {
    private final Transport services;
    private final Optional<InjectedFault> fault;
    private final UnaryOperator<Transport> behavior;
    private final List<ObservedCall> calls = new ArrayList<>();

    private String call = "";
    private int number;
    private int attempt;
    private Optional<AwsService> down = Optional.empty();
    private boolean wasApplied;
    private boolean isDead;
    private boolean isTimeUp;
    private boolean isTokenSpoilt;

    /** @param behavior how functions treat responses; tests that break the fleet on purpose change it */
    FaultyNetwork(Transport services, Optional<InjectedFault> fault, UnaryOperator<Transport> behavior) {
        this.services = services;
        this.fault = fault;
        this.behavior = behavior;
    }

    /** @param fault empty for a run without a fault */
    FaultyNetwork(Transport services, Optional<InjectedFault> fault) {
        this(services, fault, UnaryOperator.identity());
    }

    /** Invokes a function over this network, in a new process if the last one was killed. An outage continues. */
    InvocationResult invoke(FleetUnderTest fleet, FleetEvent event, String requestId, Duration limit) {
        isDead = false;
        isTimeUp = false;
        call = "";
        Context invocation = fleet.invocation(requestId, limit, () -> isTimeUp);
        InvocationResult result = fleet.invoke(event, invocation, behavior.apply(this));
        return isDead ? InvocationResult.thrown(new ProcessKilledError()) : result;
    }

    /** Returns every call served so far. */
    List<ObservedCall> calls() {
        return calls;
    }

    /** Whether the fault was applied. */
    boolean wasApplied() {
        return wasApplied;
    }

    @Override
    public ServiceResponse send(SentRequest request) throws IOException {
        if (isDead) {
            // Running threads of a killed process must not reach a service.
            throw new ProcessKilledError();
        }
        attempt = request.call().equals(call) ? attempt + 1 : 1;
        number += attempt == 1 ? 1 : 0;
        call = request.call();
        if (isTokenSpoilt && request.json().hasNonNull("nextToken")) {
            isTokenSpoilt = false;
            return ServiceResponse.error(
                    request.service(), 400, "InvalidPaginationTokenException", "The nextToken is not valid");
        }
        if (fault.isPresent() && affects(fault.get(), request)) {
            wasApplied = true;
            return fault.get().type().apply(new FaultTarget(fault.get(), request, this));
        }
        ServiceResponse answer = services.send(request);
        calls.add(new ObservedCall(request, answer));
        return answer;
    }

    private boolean affects(InjectedFault hit, SentRequest request) {
        if (number == hit.call()) {
            down = hit.extent() == Extent.OUTAGE ? Optional.of(request.service()) : down;
            return hit.extent() != Extent.ATTEMPT || attempt == 1;
        }
        return down.filter(request.service()::equals).isPresent();
    }

    ServiceResponse serve(SentRequest request) throws IOException {
        return services.send(request);
    }

    ProcessKilledError kill() {
        isDead = true;
        return new ProcessKilledError();
    }

    void endTime() {
        isTimeUp = true;
    }

    void spoilNextToken() {
        isTokenSpoilt = true;
    }
}

package emulators.wire.fault;

import emulators.wire.protocol.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The effects of the active faults on one call. */
public final class CallFaults {

    private record Delay(ActiveFault fault, CallFault.Latency latency) {}

    private final List<Delay> delays = new ArrayList<>();
    private Optional<ErrorType> refusal = Optional.empty();
    private boolean answerLost;

    CallFaults() {}

    void add(ActiveFault fault, CallFault effect) {
        if (effect instanceof CallFault.Latency latency) {
            delays.add(new Delay(fault, latency));
        } else if (effect instanceof CallFault.Refused refused) {
            refusal = Optional.of(refused.error());
        } else if (effect instanceof CallFault.Limited limited) {
            refusal = limited.rate().allows() ? refusal : Optional.of(limited.error());
        } else {
            answerLost = true;
        }
    }

    /** Waits until all latencies have passed or their faults have ended. */
    public void awaitLatency() throws InterruptedException {
        for (Delay delay : delays) {
            delay.fault().ended().await(delay.latency().delay().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns the error to refuse the call with, before the call has any effect. */
    public Optional<ErrorType> refusal() {
        return refusal;
    }

    /** Whether to close the connection without an answer, after the call takes effect. */
    public boolean isAnswerLost() {
        return answerLost;
    }
}

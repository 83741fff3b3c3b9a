package imagefanout.recordimage;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.CorrelationId;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.EventMessages;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.KeepActive;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.lambda.Primed;
import imagefanout.lambda.Priming;
import imagefanout.model.Deadline;
import imagefanout.model.Throttle;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Records the builds that an event's messages name, and waits while Image Builder throttles. Fails at the end if any of them
 * could not be recorded.
 */
public final class RecordImageHandler implements RequestStreamHandler, Primed {
    private final Function<Deadline, RecordImage> recordImageWithin;
    private final Function<Deadline, Throttle> throttleWithin;
    private final FleetMetrics metrics;

    public RecordImageHandler() {
        this(Environment.ofProcess());
        primeBeforeSnapshot();
    }

    public RecordImageHandler(Environment environment) {
        this(RecordImageWiring.from(environment));
    }

    private RecordImageHandler(RecordImageWiring wiring) {
        this(wiring::recordImage, wiring::throttle, wiring.metrics());
    }

    RecordImageHandler(
            Function<Deadline, RecordImage> recordImageWithin,
            Function<Deadline, Throttle> throttleWithin,
            FleetMetrics metrics) {
        this.throttleWithin = requireNonNull(throttleWithin, "throttleWithin");
        this.recordImageWithin = requireNonNull(recordImageWithin, "recordImageWithin");
        this.metrics = requireNonNull(metrics, "metrics");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> answer(text, new InvocationDeadline(context)));
    }

    private Object answer(String text, Deadline deadline) {
        JsonNode event = EventJson.object(text);
        return KeepActive.isIn(event) ? KeepActive.ANSWER : record(EventMessages.in(event), deadline);
    }

    private RecordedImages record(EventMessages messages, Deadline deadline) {
        RecordImage recordImage = recordImageWithin.apply(deadline);
        Throttle throttle = throttleWithin.apply(deadline);
        List<RecordResult> recorded = new ArrayList<>();
        messages.forEach((message, notice) -> recorded.add(CorrelationId.during(
                notice.build(),
                () -> throttle.call(() -> recordImage.recordUnlessSince(notice.build(), notice.end())))));
        metrics.skipped(messages.skipped());
        messages.throwIfAnyFailed();
        return RecordedImages.of(recorded, messages.skipped());
    }

    @Override
    public void prime(Priming priming) {
        priming.call(new RecordImageHandler(priming.environment()));
    }
}

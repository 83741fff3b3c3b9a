package imagefanout.recordimage;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import imagefanout.lambda.CorrelationId;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailures;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.lambda.Primed;
import imagefanout.lambda.Priming;
import imagefanout.lambda.SnsMessage;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.identity.ImageBuildArn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Records the builds that an SNS event names. Fails at the end if any of them could not be recorded. */
public final class RecordImageHandler implements RequestStreamHandler, Primed {
    private final Function<Deadline, RecordImage> recordImageWithin;

    public RecordImageHandler() {
        this(Environment.ofProcess());
        primeBeforeSnapshot();
    }

    public RecordImageHandler(Environment environment) {
        this(RecordImageWiring.from(environment)::recordImage);
    }

    RecordImageHandler(Function<Deadline, RecordImage> recordImageWithin) {
        this.recordImageWithin = requireNonNull(recordImageWithin, "recordImageWithin");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> record(text, new InvocationDeadline(context)));
    }

    private RecordedImages record(String event, Deadline deadline) {
        RecordImage recordImage = recordImageWithin.apply(deadline);
        List<RecordResult> recorded = new ArrayList<>();
        EventFailures failures = new EventFailures();
        for (SnsMessage message : SnsMessage.in(EventJson.object(event))) {
            try {
                ImageBuildArn build = message.notice().build();
                recorded.add(CorrelationId.during(build, () -> recordImage.record(build)));
            } catch (RuntimeException e) {
                failures.add(message, e);
            }
        }
        failures.throwIfAny();
        return RecordedImages.of(recorded);
    }

    @Override
    public void prime(Priming priming) {
        priming.call(new RecordImageHandler(priming.environment()));
    }
}

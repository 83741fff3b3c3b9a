package imagefanout.recordimage;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import imagefanout.lambda.CorrelationId;
import imagefanout.lambda.Environment;
import imagefanout.lambda.ImageNotice;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.Invoked;
import imagefanout.lambda.Rehearsal;
import imagefanout.lambda.Rehearsed;
import imagefanout.model.Deadline;
import imagefanout.model.ImageBuildArn;
import imagefanout.model.Malformed;
import imagefanout.model.RecordImage;
import imagefanout.model.RecordResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Records the builds that an SNS event tells of, and fails in the end when one of them could not be recorded. */
public final class RecordImageHandler implements RequestHandler<SNSEvent, RecordedImages>, Rehearsed {
    private final Function<Deadline, RecordImage> recordImage;

    public RecordImageHandler() {
        this(Environment.ofProcess());
        rehearseBeforeSnapshot();
    }

    public RecordImageHandler(Environment environment) {
        this(RecordImageWiring.from(environment)::recordImage);
    }

    RecordImageHandler(Function<Deadline, RecordImage> recordImage) {
        this.recordImage = requireNonNull(recordImage, "recordImage");
    }

    @Override
    public RecordedImages handleRequest(SNSEvent event, Context context) {
        return Invoked.with(context, () -> record(event, new InvocationDeadline(context)));
    }

    private RecordedImages record(SNSEvent event, Deadline deadline) {
        RecordImage use = recordImage.apply(deadline);
        List<RecordResult> recorded = new ArrayList<>();
        FailedRecords failed = new FailedRecords();
        for (SNSEvent.SNSRecord message : messages(event)) {
            try {
                ImageBuildArn build = ImageNotice.parse(text(message)).build();
                recorded.add(CorrelationId.during(build, () -> use.record(build)));
            } catch (RuntimeException e) {
                failed.add(messageId(message), e);
            }
        }
        failed.throwIfAny();
        return RecordedImages.of(recorded);
    }

    private static List<SNSEvent.SNSRecord> messages(SNSEvent event) {
        if (event == null || event.getRecords() == null || event.getRecords().isEmpty()) {
            throw new Malformed("an SNS event with records", null);
        }
        return event.getRecords();
    }

    private static String text(SNSEvent.SNSRecord message) {
        return message == null || message.getSNS() == null
                ? null
                : message.getSNS().getMessage();
    }

    private static String messageId(SNSEvent.SNSRecord message) {
        return message == null || message.getSNS() == null
                ? "(no id)"
                : message.getSNS().getMessageId();
    }

    /** A build's first recording. */
    @Override
    public void rehearse(Rehearsal rehearsal) {
        rehearsal.call(new RecordImageHandler(rehearsal.environment()), SNSEvent.class, RecordedImages.class);
    }
}

package imagefanout.queryimages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;
import software.amazon.lambda.powertools.logging.internal.JsonSerializer;

/** Captures a function's log. */
final class CapturedLog {
    private CapturedLog() {}

    /** The lines that {@code work} logs: each has its message, and its fields as JSON. */
    static List<String> during(Runnable work) {
        Appender appender = new Appender();
        LoggerContext context = LoggerContext.getContext(false);
        appender.start();
        context.getRootLogger().addAppender(appender);
        try {
            work.run();
        } finally {
            context.getRootLogger().removeAppender(appender);
        }
        return appender.lines;
    }

    private static final class Appender extends AbstractAppender {
        private final List<String> lines = new ArrayList<>();

        Appender() {
            super("Logged", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            Stream<String> fields =
                    Arrays.stream(event.getMessage().getParameters()).map(Appender::json);
            lines.add(Stream.concat(Stream.of(event.getMessage().getFormattedMessage()), fields)
                    .collect(Collectors.joining(" ")));
        }

        /** The field in the layout of the functions' log. */
        private static String json(Object field) {
            StringBuilder json = new StringBuilder();
            try (JsonSerializer serializer = new JsonSerializer(json)) {
                ((StructuredArgument) field).writeTo(serializer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return json.toString();
        }
    }
}

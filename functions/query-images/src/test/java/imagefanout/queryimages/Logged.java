package imagefanout.queryimages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a function logs. */
final class Logged {
    private Logged() {}

    /** The lines that are logged meanwhile: each its message, and the fields that go with it. */
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
            Object[] fields = event.getMessage().getParameters();
            lines.add(Stream.concat(Stream.of(event.getMessage().getFormattedMessage()), Arrays.stream(fields))
                    .map(Object::toString)
                    .collect(Collectors.joining(" ")));
        }
    }
}

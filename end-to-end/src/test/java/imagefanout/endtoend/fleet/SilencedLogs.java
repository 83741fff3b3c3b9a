package imagefanout.endtoend.fleet;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Suppresses the functions' logs of thousands of intended failures until it is closed. */
public final class SilencedLogs implements AutoCloseable {
    private final LoggerContext context;

    private SilencedLogs(LoggerContext context) {
        this.context = context;
    }

    public static SilencedLogs start() {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        LoggerConfig root = context.getConfiguration().getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        context.updateLoggers();
        return new SilencedLogs(context);
    }

    @Override
    public void close() {
        context.reconfigure();
    }
}

package imagefanout.endtoend.faults;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Lets nobody hear what the functions log, thousands of failures that are meant to be, until it is closed. */
final class Quiet implements AutoCloseable {
    private final LoggerContext context;

    private Quiet(LoggerContext context) {
        this.context = context;
    }

    static Quiet logs() {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        LoggerConfig root = context.getConfiguration().getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        context.updateLoggers();
        return new Quiet(context);
    }

    @Override
    public void close() {
        context.reconfigure();
    }
}

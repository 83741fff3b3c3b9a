package imagefanout.endtoend.faults;

import java.io.IOException;

/** The way from a function to the services. */
@FunctionalInterface
interface Way {
    /** @throws IOException when no answer comes */
    Answered send(Sent sent) throws IOException;
}

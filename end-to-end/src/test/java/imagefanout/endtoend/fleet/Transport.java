package imagefanout.endtoend.fleet;

import java.io.IOException;

/** Carries requests from a function to the services. */
@FunctionalInterface
public interface Transport {
    /** @throws IOException when no response arrives */
    public ServiceResponse send(SentRequest request) throws IOException;
}

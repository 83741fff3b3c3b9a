package emulators.imagebuilder.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fault in force.
 *
 * @param given as the client described it
 * @param concerned how many calls or messages it concerned so far
 */
record StandingFault(String id, ObjectNode given, Fault fault, AtomicLong concerned) {

    boolean hitsNext(Occasion occasion) {
        return occasion.hits(concerned.incrementAndGet());
    }

    ObjectNode document() {
        return given.deepCopy().put("id", id).put("concerned", concerned.get());
    }
}

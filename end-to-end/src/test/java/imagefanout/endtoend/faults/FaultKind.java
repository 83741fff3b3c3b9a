package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.endtoend.faults.Fault.Extent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What can go wrong with a call, as it looks on the wire.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">DynamoDB's errors</a>
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/CommonErrors.html">Image Builder's errors</a>
 */
enum FaultKind {
    /** The connection is refused, so the service never hears of it. */
    CONNECTION_REFUSED(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        Answered befall(Blow blow) throws IOException {
            throw new ConnectException("Connection refused");
        }
    },
    /** The service has done it, and the connection is reset before it can say so. */
    ANSWER_LOST(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        Answered befall(Blow blow) throws IOException {
            blow.serve();
            throw new SocketException("Connection reset");
        }
    },
    /** Half of the answer comes. */
    ANSWER_CUT(Extent.ATTEMPT, Extent.CALL) {
        @Override
        Answered befall(Blow blow) throws IOException {
            Answered whole = blow.serve();
            byte[] half = Arrays.copyOf(whole.body(), whole.body().length / 2);
            return new Answered(whole.status(), whole.errorName(), half, whole.body().length);
        }
    },
    /** Nothing was done, no answer comes, and meanwhile the invocation's time has run out. */
    TIMED_OUT_BEFORE(Extent.CALL) {
        @Override
        Answered befall(Blow blow) throws IOException {
            blow.endTime();
            throw new SocketTimeoutException("Read timed out");
        }
    },
    /** It was done, no answer comes, and meanwhile the invocation's time has run out. */
    TIMED_OUT_AFTER(Extent.CALL) {
        @Override
        Answered befall(Blow blow) throws IOException {
            blow.serve();
            blow.endTime();
            throw new SocketTimeoutException("Read timed out");
        }
    },
    /** No answer for once; there is time to ask again. */
    SILENCE(Extent.ATTEMPT) {
        @Override
        Answered befall(Blow blow) throws IOException {
            throw new SocketTimeoutException("Read timed out");
        }
    },
    /** The function's process ends before it sends this. */
    KILLED_BEFORE(Extent.CALL) {
        @Override
        Answered befall(Blow blow) {
            throw blow.kill();
        }
    },
    /** The function's process ends before it hears the answer. */
    KILLED_AFTER(Extent.CALL) {
        @Override
        Answered befall(Blow blow) throws IOException {
            blow.serve();
            throw blow.kill();
        }
    },
    THROTTLED(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        Answered befall(Blow blow) {
            return blow.isOf(Service.DYNAMODB)
                    ? blow.refuse(400, "ProvisionedThroughputExceededException", "The level of configured throughput")
                    : blow.refuse(429, "CallRateLimitExceededException", "Rate exceeded");
        }
    },
    SERVER_ERROR(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        Answered befall(Blow blow) {
            return blow.refuse(
                    500, blow.isOf(Service.DYNAMODB) ? "InternalServerError" : "ServiceException", "No luck");
        }
    },
    /** The service has done it, and says that it failed. */
    SERVER_ERROR_AFTER(Extent.ATTEMPT, Extent.CALL) {
        @Override
        Answered befall(Blow blow) throws IOException {
            blow.serve();
            return SERVER_ERROR.befall(blow);
        }
    },
    UNAVAILABLE(Extent.ATTEMPT, Extent.CALL) {
        @Override
        Answered befall(Blow blow) {
            return blow.refuse(
                    503, blow.isOf(Service.DYNAMODB) ? "ServiceUnavailable" : "ServiceUnavailableException", "Later");
        }
    },
    ACCESS_DENIED(Extent.CALL, Extent.OUTAGE) {
        @Override
        Answered befall(Blow blow) {
            return blow.isOf(Service.DYNAMODB)
                    ? blow.refuse(400, "AccessDeniedException", "is not authorized to perform")
                    : blow.refuse(403, "ForbiddenException", "is not authorized to perform");
        }
    },
    /** The last so many items of a batch are given back. */
    UNPROCESSED(Extent.ATTEMPT) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.sent().operation().startsWith("Batch") ? sized(number, call.items()) : List.of();
        }

        @Override
        Answered befall(Blow blow) throws IOException {
            return blow.serveAllBut(blow.fault().size());
        }
    },
    /** All items of a batch are given back, however often it is sent, until the invocation's time has run out. */
    NEVER_PROCESSED(Extent.CALL) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.sent().operation().startsWith("Batch") ? super.of(number, call) : List.of();
        }

        @Override
        Answered befall(Blow blow) throws IOException {
            blow.endTime();
            return blow.serveAllBut(Integer.MAX_VALUE);
        }
    },
    /** A page ends early, and says where to go on: all that a service may do at any time. */
    SHORT_PAGE(Extent.ATTEMPT) {
        @Override
        List<Fault> of(int number, Call call) {
            // DynamoDB may also end a page right behind the last item, and then an empty one comes.
            int most = call.items() - (call.isList() ? 1 : 0);
            return call.isPaged() ? sized(number, most) : List.of();
        }

        @Override
        Answered befall(Blow blow) throws IOException {
            return blow.servePage(blow.fault().size());
        }
    },
    /** A page ends early, and where to go on is refused afterwards, as a token is that has gone stale. */
    STALE_PAGE_TOKEN(Extent.ATTEMPT) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.isList() ? sized(number, call.items() - 1) : List.of();
        }

        @Override
        Answered befall(Blow blow) throws IOException {
            blow.spoilNextToken();
            return blow.servePage(blow.fault().size());
        }
    },
    BAD_PAGE_TOKEN(Extent.CALL) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.goesOn() ? super.of(number, call) : List.of();
        }

        @Override
        Answered befall(Blow blow) {
            return blow.refuse(400, "InvalidPaginationTokenException", "The nextToken is not valid");
        }
    },
    /**
     * A list lags behind: it misses its last entries and says that it is complete. Nobody can tell, so a run may well say that
     * all is done; that has to become true at the next one.
     */
    INCOMPLETE_LIST(Extent.CALL) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.isList() ? sized(number, call.items()) : List.of();
        }

        @Override
        Answered befall(Blow blow) throws IOException {
            return blow.serveListWithout(blow.fault().size());
        }
    },
    TOKEN_MISMATCH(Extent.CALL) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.hasClientToken() ? super.of(number, call) : List.of();
        }

        @Override
        Answered befall(Blow blow) {
            return blow.refuse(400, "IdempotentParameterMismatchException", "The token was used with another request");
        }
    },
    RESOURCE_IN_USE(Extent.CALL, Extent.OUTAGE) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.hasClientToken() ? super.of(number, call) : List.of();
        }

        @Override
        Answered befall(Blow blow) throws IOException {
            // An outage of writing alone: reading what is in use is possible.
            return blow.hasClientToken()
                    ? blow.refuse(400, "ResourceInUseException", "The resource is being used")
                    : blow.serve();
        }
    },
    /** What was asked for is not known, or not yet. */
    NOT_FOUND(Extent.CALL) {
        @Override
        List<Fault> of(int number, Call call) {
            return call.sent().service() == Service.IMAGE_BUILDER
                            && call.sent().operation().startsWith("Get")
                    ? super.of(number, call)
                    : List.of();
        }

        @Override
        Answered befall(Blow blow) {
            return blow.refuse(404, "ResourceNotFoundException", "There is none");
        }
    };

    private final List<Extent> extents;

    FaultKind(Extent... extents) {
        this.extents = List.of(extents);
    }

    /** All faults of this kind that can befall the call. */
    List<Fault> of(int number, Call call) {
        return extents.stream()
                .map(extent -> new Fault(number, this, extent, 0))
                .toList();
    }

    List<Fault> sized(int number, int most) {
        return IntStream.rangeClosed(1, most)
                .mapToObj(size -> new Fault(number, this, extents.get(0), size))
                .toList();
    }

    boolean isSized() {
        return this == UNPROCESSED || this == SHORT_PAGE || this == STALE_PAGE_TOKEN || this == INCOMPLETE_LIST;
    }

    /** Whether whoever calls can tell from the answers that something went wrong. */
    boolean canBeTold() {
        return this != INCOMPLETE_LIST;
    }

    abstract Answered befall(Blow blow) throws IOException;

    static List<Fault> all(int number, Call call) {
        List<Fault> all = new ArrayList<>();
        for (FaultKind kind : values()) {
            all.addAll(kind.of(number, call));
        }
        return all;
    }

    /** A fault at the moment at which it befalls an attempt. */
    interface Blow {
        Fault fault();

        Sent sent();

        /** Lets the service do it. */
        Answered serve(Sent changed) throws IOException;

        Killed kill();

        /** From now on the invocation has no time left. */
        void endTime();

        /** The next page token that is sent will be refused. */
        void spoilNextToken();

        default Answered serve() throws IOException {
            return serve(sent());
        }

        default boolean isOf(Service service) {
            return sent().service() == service;
        }

        default boolean hasClientToken() {
            return sent().json().hasNonNull("clientToken");
        }

        default Answered refuse(int status, String error, String message) {
            return Answered.error(sent().service(), status, error, message);
        }

        /** Does the first items of a batch and gives so many of the last back. */
        default Answered serveAllBut(int count) throws IOException {
            boolean reads = sent().operation().equals("BatchGetItem");
            ObjectNode request = sent().json();
            ObjectNode tables = (ObjectNode) request.get("RequestItems");
            String name = tables.fieldNames().next();
            ArrayNode all = (ArrayNode) (reads ? tables.get(name).get("Keys") : tables.get(name));
            int done = Math.max(0, all.size() - count);
            ArrayNode undone = Sent.JSON.createArrayNode();
            while (all.size() > done) {
                undone.insert(0, all.remove(all.size() - 1));
            }
            ObjectNode answer = serve(sent().withJson(request)).json();
            ObjectNode rest = answer.putObject(reads ? "UnprocessedKeys" : "UnprocessedItems");
            if (reads) {
                rest.set(name, ((ObjectNode) tables.get(name).deepCopy()).set("Keys", undone));
            } else {
                rest.set(name, undone);
            }
            return Answered.ok(answer);
        }

        /** A page of so many items. */
        default Answered servePage(int size) throws IOException {
            boolean lists = isOf(Service.IMAGE_BUILDER);
            ObjectNode request = sent().json().put(lists ? "maxResults" : "Limit", size);
            return serve(sent().withJson(request));
        }

        default Answered serveListWithout(int count) throws IOException {
            ObjectNode answer = serve().json();
            JsonNode entries = Call.list(answer);
            for (int i = 0; i < count && !entries.isEmpty(); i++) {
                ((ArrayNode) entries).remove(entries.size() - 1);
            }
            answer.remove("nextToken");
            return Answered.ok(answer);
        }
    }
}

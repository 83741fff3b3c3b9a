package imagefanout.endtoend.faults;

import imagefanout.endtoend.faults.InjectedFault.Extent;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.ServiceResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The faults of a call, at the level of HTTP.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">DynamoDB's errors</a>
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/CommonErrors.html">Image Builder's errors</a>
 */
enum FaultType {
    /** The connection is refused; the service does not receive the request. */
    CONNECTION_REFUSED(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            throw new ConnectException("Connection refused");
        }
    },
    /** The service has served the request; the connection is reset before the response. */
    ANSWER_LOST(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            target.serve();
            throw new SocketException("Connection reset");
        }
    },
    /** The connection ends after half of the response. */
    ANSWER_CUT(Extent.ATTEMPT, Extent.CALL) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            ServiceResponse whole = target.serve();
            byte[] half = Arrays.copyOf(whole.body(), whole.body().length / 2);
            return new ServiceResponse(whole.status(), whole.errorName(), half, whole.body().length);
        }
    },
    /** The service did nothing, no response arrives, and the invocation runs out of time. */
    TIMED_OUT_BEFORE(Extent.CALL) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            target.endTime();
            throw new SocketTimeoutException("Read timed out");
        }
    },
    /** The service has served the request, no response arrives, and the invocation runs out of time. */
    TIMED_OUT_AFTER(Extent.CALL) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            target.serve();
            target.endTime();
            throw new SocketTimeoutException("Read timed out");
        }
    },
    /** One attempt times out; there is time for a retry. */
    SILENCE(Extent.ATTEMPT) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            throw new SocketTimeoutException("Read timed out");
        }
    },
    /** The process is killed before it sends the request. */
    KILLED_BEFORE(Extent.CALL) {
        @Override
        ServiceResponse apply(FaultTarget target) {
            throw target.kill();
        }
    },
    /** The process is killed after the service has served the request. */
    KILLED_AFTER(Extent.CALL) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            target.serve();
            throw target.kill();
        }
    },
    THROTTLED(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        ServiceResponse apply(FaultTarget target) {
            return target.isOf(AwsService.DYNAMODB)
                    ? target.refuse(400, "ProvisionedThroughputExceededException", "The level of configured throughput")
                    : target.refuse(429, "CallRateLimitExceededException", "Rate exceeded");
        }
    },
    SERVER_ERROR(Extent.ATTEMPT, Extent.CALL, Extent.OUTAGE) {
        @Override
        ServiceResponse apply(FaultTarget target) {
            return target.refuse(
                    500, target.isOf(AwsService.DYNAMODB) ? "InternalServerError" : "ServiceException", "No luck");
        }
    },
    /** The service has served the request and responds with an error. */
    SERVER_ERROR_AFTER(Extent.ATTEMPT, Extent.CALL) {
        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            target.serve();
            return SERVER_ERROR.apply(target);
        }
    },
    UNAVAILABLE(Extent.ATTEMPT, Extent.CALL) {
        @Override
        ServiceResponse apply(FaultTarget target) {
            return target.refuse(
                    503,
                    target.isOf(AwsService.DYNAMODB) ? "ServiceUnavailable" : "ServiceUnavailableException",
                    "Later");
        }
    },
    ACCESS_DENIED(Extent.CALL, Extent.OUTAGE) {
        @Override
        ServiceResponse apply(FaultTarget target) {
            return target.isOf(AwsService.DYNAMODB)
                    ? target.refuse(400, "AccessDeniedException", "is not authorized to perform")
                    : target.refuse(403, "ForbiddenException", "is not authorized to perform");
        }
    },
    /** The last items of a batch are unprocessed. */
    UNPROCESSED(Extent.ATTEMPT) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.request().operation().startsWith("Batch") ? sized(number, call.items()) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            return target.serveAllBut(target.fault().size());
        }
    },
    /** The event bus refuses the last entries of a request. */
    ENTRIES_REFUSED(Extent.ATTEMPT) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.request().service() == AwsService.EVENT_BRIDGE ? sized(number, call.items()) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            return target.putAllBut(target.fault().size());
        }
    },
    /** All items of a batch stay unprocessed until the invocation runs out of time. */
    NEVER_PROCESSED(Extent.CALL) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.request().operation().startsWith("Batch") ? super.of(number, call) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            target.endTime();
            return target.serveAllBut(Integer.MAX_VALUE);
        }
    },
    /** A page is shorter than necessary and has a token. Services may do this at any time. */
    SHORT_PAGE(Extent.ATTEMPT) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            // DynamoDB may end a page after the last item. Then an empty page follows.
            int max = call.items() - (call.isList() ? 1 : 0);
            return call.isPaged() ? sized(number, max) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            return target.servePage(target.fault().size());
        }
    },
    /** A page is shorter than necessary, and its token is later refused as stale. */
    STALE_PAGE_TOKEN(Extent.ATTEMPT) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.isList() ? sized(number, call.items() - 1) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            target.spoilNextToken();
            return target.servePage(target.fault().size());
        }
    },
    BAD_PAGE_TOKEN(Extent.CALL) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.isLaterPage() ? super.of(number, call) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) {
            return target.refuse(400, "InvalidPaginationTokenException", "The nextToken is not valid");
        }
    },
    /**
     * A list is stale: its last entries are missing, and it has no token. The caller cannot detect this, so a run may report success. The next run must complete the work.
     */
    INCOMPLETE_LIST(Extent.CALL) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.isList() ? sized(number, call.items()) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            return target.serveListWithout(target.fault().size());
        }
    },
    TOKEN_MISMATCH(Extent.CALL) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.hasClientToken() ? super.of(number, call) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) {
            return target.refuse(
                    400, "IdempotentParameterMismatchException", "The token was used with another request");
        }
    },
    RESOURCE_IN_USE(Extent.CALL, Extent.OUTAGE) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.hasClientToken() ? super.of(number, call) : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) throws IOException {
            // Only writes fail: a resource in use can be read.
            return target.hasClientToken()
                    ? target.refuse(400, "ResourceInUseException", "The resource is being used")
                    : target.serve();
        }
    },
    /** The resource does not exist, or not yet. */
    NOT_FOUND(Extent.CALL) {
        @Override
        List<InjectedFault> of(int number, ObservedCall call) {
            return call.request().service() == AwsService.IMAGE_BUILDER
                            && call.request().operation().startsWith("Get")
                    ? super.of(number, call)
                    : List.of();
        }

        @Override
        ServiceResponse apply(FaultTarget target) {
            return target.refuse(404, "ResourceNotFoundException", "There is none");
        }
    };

    private final List<Extent> extents;

    FaultType(Extent... extents) {
        this.extents = List.of(extents);
    }

    /** Returns every fault of this type that is possible for the call. */
    List<InjectedFault> of(int number, ObservedCall call) {
        return extents.stream()
                .map(extent -> new InjectedFault(number, this, extent, 0))
                .toList();
    }

    List<InjectedFault> sized(int number, int max) {
        return IntStream.rangeClosed(1, max)
                .mapToObj(size -> new InjectedFault(number, this, extents.get(0), size))
                .toList();
    }

    boolean isSized() {
        return this == UNPROCESSED
                || this == ENTRIES_REFUSED
                || this == SHORT_PAGE
                || this == STALE_PAGE_TOKEN
                || this == INCOMPLETE_LIST;
    }

    /** Whether the caller can detect the fault from the responses. */
    boolean isDetectable() {
        return this != INCOMPLETE_LIST;
    }

    abstract ServiceResponse apply(FaultTarget target) throws IOException;

    static List<InjectedFault> all(int number, ObservedCall call) {
        List<InjectedFault> all = new ArrayList<>();
        for (FaultType kind : values()) {
            all.addAll(kind.of(number, call));
        }
        return all;
    }
}

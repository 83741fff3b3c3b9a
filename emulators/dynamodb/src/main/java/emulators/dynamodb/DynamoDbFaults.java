package emulators.dynamodb;

import emulators.dynamodb.account.Disturbance;
import emulators.dynamodb.error.Errors;
import emulators.wire.fault.FaultKind;
import emulators.wire.fault.Faults;
import emulators.wire.protocol.ErrorType;
import emulators.wire.shape.IntegerShape;
import emulators.wire.shape.Structure;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** The faults of a server: those of every service, and UNPROCESSED, PAGE_CUT and KEY_LIMITS. */
final class DynamoDbFaults {

    private static final Set<String> BATCHES = Set.of("BatchGetItem", "BatchWriteItem");
    private static final Set<String> PAGED = Set.of("Query", "Scan");

    private static final List<ErrorType> REFUSALS = List.of(
            Errors.THROTTLING,
            Errors.THROUGHPUT_EXCEEDED,
            Errors.REQUEST_LIMIT_EXCEEDED,
            Errors.INTERNAL_SERVER_ERROR,
            Errors.SERVICE_UNAVAILABLE,
            Errors.ACCESS_DENIED,
            Errors.TRANSACTION_CONFLICT,
            Errors.TRANSACTION_IN_PROGRESS,
            Errors.LIMIT_EXCEEDED);

    /** A batch processes only this number of items or keys. */
    private record Unprocessed(int processed) {}

    /** A page ends after this number of items. */
    private record PageCut(int items) {}

    /** Turns on the limits of each partition key value. */
    private record LimitedKeys() {}

    private final Faults faults;

    DynamoDbFaults(DynamoDb dynamoDb) {
        boolean limitedAnyway = dynamoDb.limitsKeys();
        Set<String> operations = new TreeSet<>();
        Operations.namesByTarget().values().forEach(operations::addAll);
        this.faults = new Faults(
                operations,
                REFUSALS,
                List.of(
                        FaultKind.on(
                                "operation",
                                BATCHES,
                                "UNPROCESSED",
                                Structure.empty().requires("processed", IntegerShape.between(0, 100)),
                                given -> new Unprocessed(given.get("processed").intValue())),
                        FaultKind.on(
                                "operation",
                                PAGED,
                                "PAGE_CUT",
                                Structure.empty().requires("items", IntegerShape.from(1)),
                                given -> new PageCut(given.get("items").intValue())),
                        FaultKind.lasting("KEY_LIMITS", Structure.empty(), given -> new LimitedKeys())
                                .with(
                                        started -> dynamoDb.limitKeys(true),
                                        ended -> dynamoDb.limitKeys(limitedAnyway))));
    }

    Faults all() {
        return faults;
    }

    /** Returns the disturbance of the operation's next call. Counts the call. */
    Disturbance onCall(String operation) {
        return new Disturbance(
                PAGED.contains(operation) ? least(PageCut.class, operation, PageCut::items) : OptionalInt.empty(),
                BATCHES.contains(operation)
                        ? least(Unprocessed.class, operation, Unprocessed::processed)
                        : OptionalInt.empty());
    }

    private <E> OptionalInt least(Class<E> effect, String operation, ToIntFunction<E> count) {
        return faults.affecting(effect, operation).stream().mapToInt(count).min();
    }
}

package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * The result that an invocation reports to its caller.
 *
 * @param text the answer, or the exception
 */
public record InvocationResult(Claim claim, String text) {
    public enum Claim {
        /** All requested work is done. */
        DONE,
        /** Some work is left for a later run. */
        LATER,
        /** It threw an exception, or its answer reports a failure. */
        FAILED
    }

    private static final Set<String> UPGRADED = Set.of("CREATED", "ALREADY_THERE");
    private static final Set<String> RECONCILED = Set.of("COMPLETE", "NOTHING_TO_DO");
    private static final Set<String> NOT_SYNCED = Set.of("FAILED", "SKIPPED");

    public static InvocationResult thrown(Throwable thrown) {
        return new InvocationResult(Claim.FAILED, thrown.toString());
    }

    public static InvocationResult answered(FunctionName function, String answer) {
        JsonNode json;
        try {
            json = SentRequest.JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer, e);
        }
        return new InvocationResult(
                switch (function) {
                    case RECORD_IMAGE -> Claim.DONE;
                    case ANNOUNCE_CHANGES -> json.path("batchItemFailures").isEmpty() ? Claim.DONE : Claim.FAILED;
                    case RECONCILE_PIPELINE -> reconciled(json);
                    case SYNC_DISTRIBUTIONS -> hasFailure(json) ? Claim.FAILED : Claim.DONE;
                    case UPGRADE_RECIPE -> isUpgraded(json.at("/recipes/0")) ? Claim.DONE : Claim.FAILED;
                    // A run of the promotion rules has no status.
                    case QUERY_IMAGES ->
                        json.path("statusCode").asInt() / 100 == 2
                                        || json.path("complete").booleanValue()
                                ? Claim.DONE
                                : Claim.FAILED;
                },
                answer);
    }

    /** The answer to a queue does not say whether anything is left for a later run. */
    private static Claim reconciled(JsonNode answer) {
        if (!answer.path("batchItemFailures").isEmpty()) {
            return Claim.FAILED;
        }
        return RECONCILED.contains(answer.path("outcome").asText()) ? Claim.DONE : Claim.LATER;
    }

    private static boolean isUpgraded(JsonNode recipe) {
        return UPGRADED.contains(recipe.path("outcome").asText())
                && !recipe.has("pipelinesFailure")
                && !recipe.path("pipelines").findValuesAsText("outcome").contains("FAILED");
    }

    private static boolean hasFailure(JsonNode sync) {
        return !sync.path("failures").isEmpty()
                || sync.path("configurations").findValuesAsText("outcome").stream()
                        .anyMatch(NOT_SYNCED::contains);
    }

    public boolean isDone() {
        return claim == Claim.DONE;
    }

    /** Returns a member of the answer, by its JSON pointer. */
    public Optional<String> member(String pointer) {
        try {
            JsonNode member = SentRequest.JSON.readTree(text).at(pointer);
            return member.isMissingNode() ? Optional.empty() : Optional.of(member.asText());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

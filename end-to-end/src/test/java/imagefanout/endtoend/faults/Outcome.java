package imagefanout.endtoend.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** What an invocation says of itself, to Lambda or to whoever invoked it. */
record Outcome(Said said, String words) {
    enum Said {
        /** That all that was asked for is done. */
        DONE,
        /** That something is left for another run, which will come. */
        LATER,
        /** That something failed: it threw, or it answered so. */
        FAILED
    }

    private static final Set<String> UPGRADED = Set.of("CREATED", "ALREADY_THERE");
    private static final Set<String> RECONCILED = Set.of("COMPLETE", "NOTHING_TO_DO");
    private static final Set<String> NOT_SYNCED = Set.of("FAILED", "SKIPPED");

    static Outcome thrown(Throwable thrown) {
        return new Outcome(Said.FAILED, thrown.toString());
    }

    static Outcome answered(Event.Function function, String answer) {
        JsonNode json;
        try {
            json = Sent.JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer, e);
        }
        return new Outcome(
                switch (function) {
                    case RECORD_IMAGE -> Said.DONE;
                    case RECONCILE_PIPELINE ->
                        RECONCILED.contains(json.path("outcome").asText()) ? Said.DONE : Said.LATER;
                    case SYNC_DISTRIBUTIONS -> hasTrouble(json) ? Said.FAILED : Said.DONE;
                    case UPGRADE_RECIPE ->
                        UPGRADED.contains(json.at("/recipes/0/outcome").asText()) ? Said.DONE : Said.FAILED;
                    case QUERY_IMAGES -> json.path("statusCode").asInt() == 200 ? Said.DONE : Said.FAILED;
                },
                answer);
    }

    private static boolean hasTrouble(JsonNode sync) {
        return !sync.path("failures").isEmpty()
                || sync.path("configurations").findValuesAsText("outcome").stream()
                        .anyMatch(NOT_SYNCED::contains);
    }

    boolean isDone() {
        return said == Said.DONE;
    }

    /** A member of the answer by its JSON pointer. */
    Optional<String> member(String pointer) {
        try {
            JsonNode member = Sent.JSON.readTree(words).at(pointer);
            return member.isMissingNode() ? Optional.empty() : Optional.of(member.asText());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

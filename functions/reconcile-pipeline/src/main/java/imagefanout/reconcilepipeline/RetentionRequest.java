package imagefanout.reconcilepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.Lineage;
import imagefanout.model.retention.RetentionRule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The request for a dry run of the retention.
 *
 * @param rule empty: the rule that is set
 * @param after where an earlier answer ended
 */
record RetentionRequest(Optional<RetentionRule> rule, Optional<Lineage> after) {
    private static final String MEMBER = "retention";
    private static final Set<String> MEMBERS = Set.of("dryRun", "days", "builds", "after");

    static boolean isOne(JsonNode event) {
        return event.has(MEMBER);
    }

    /**
     * Parses {@code {"retention": {"dryRun": true, "days": 90, "builds": 20, "after": "…"}}}. Days and builds, which come
     * together, and {@code after} may be missing.
     *
     * @throws MalformedException when it is not such a request
     */
    static RetentionRequest parse(JsonNode event) {
        JsonNode retention = event.get(MEMBER);
        boolean isKnown = event.size() == 1
                && retention.path("dryRun").booleanValue()
                && retention.properties().stream().allMatch(member -> MEMBERS.contains(member.getKey()));
        boolean hasRule = retention.has("days") || retention.has("builds");
        if (!isKnown || hasRule && !(isPositive(retention.path("days")) && isPositive(retention.path("builds")))) {
            throw new MalformedException(
                    "{\"retention\": {\"dryRun\": true, \"days\": 90, \"builds\": 20, \"after\": \"…\"}}, "
                            + "where days and builds come together and all but dryRun may be missing",
                    event.toString());
        }
        Optional<RetentionRule> rule = hasRule
                ? Optional.of(new RetentionRule(
                        Duration.ofDays(retention.get("days").intValue()),
                        retention.get("builds").intValue()))
                : Optional.empty();
        return new RetentionRequest(
                rule, Optional.ofNullable(retention.path("after").textValue()).map(Lineage::parse));
    }

    private static boolean isPositive(JsonNode number) {
        return number.isInt() && number.intValue() > 0;
    }
}

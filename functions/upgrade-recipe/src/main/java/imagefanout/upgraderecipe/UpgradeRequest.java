package imagefanout.upgraderecipe;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.recipe.VolumeMove;
import imagefanout.model.recipe.VolumeType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the operator asks for.
 *
 * @param recipes as they were named, each once: one that is no recipe's ARN is to spoil no other
 * @param asksForOne whether the event names one recipe and not a list; then it is a failure when that one is refused
 * @param version the version to make; without one the next free patch
 */
record UpgradeRequest(
        List<String> recipes, boolean asksForOne, VolumeMove move, Optional<SemanticVersion> version, boolean dryRun) {
    private static final String ONE = "imageRecipeArn";
    private static final String SEVERAL = "imageRecipeArns";
    private static final Set<String> MEMBERS = Set.of(ONE, SEVERAL, "from", "to", "semanticVersion", "dryRun");

    UpgradeRequest {
        recipes = List.copyOf(recipes);
    }

    /** @throws MalformedException when anything in the event is not as it should be; nothing was done then */
    static UpgradeRequest parse(JsonNode event) {
        Set<String> unknown = new TreeSet<>();
        event.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(MEMBERS);
        if (!unknown.isEmpty()) {
            throw new MalformedException(
                    "a member of this event (" + new TreeSet<>(MEMBERS) + ")", String.join(", ", unknown));
        }
        if (event.has(ONE) == event.has(SEVERAL)) {
            throw new MalformedException("an event with either " + ONE + " or " + SEVERAL, event.toString());
        }
        VolumeMove move = new VolumeMove(type(event, "from"), type(event, "to"));
        Optional<SemanticVersion> version = event.has("semanticVersion")
                ? Optional.of(SemanticVersion.parse(text(event, "semanticVersion")))
                : Optional.empty();
        List<String> recipes = event.has(ONE) ? List.of(text(event, ONE)) : texts(event, SEVERAL);
        return new UpgradeRequest(recipes, event.has(ONE), move, version, flag(event, "dryRun"));
    }

    private static VolumeType type(JsonNode event, String member) {
        return VolumeType.parse(text(event, member));
    }

    private static String text(JsonNode event, String member) {
        JsonNode value = event.path(member);
        if (!value.isTextual()) {
            throw new MalformedException("a text in " + member, value.isMissingNode() ? null : value.toString());
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode event, String member) {
        JsonNode values = event.get(member);
        Set<String> texts = new LinkedHashSet<>();
        values.forEach(value -> texts.add(value.isTextual() ? value.textValue() : value.toString()));
        if (!values.isArray() || texts.isEmpty()) {
            throw new MalformedException("a list with something in it, in " + member, values.toString());
        }
        return List.copyOf(texts);
    }

    private static boolean flag(JsonNode event, String member) {
        JsonNode value = event.path(member);
        if (!value.isBoolean() && !value.isMissingNode()) {
            throw new MalformedException("true or false in " + member, value.toString());
        }
        return value.booleanValue();
    }
}

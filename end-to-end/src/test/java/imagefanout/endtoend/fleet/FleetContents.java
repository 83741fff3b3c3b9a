package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.sdk.DynamoDbCalls;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.StringValue;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.model.Deadline;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.SyncedConfiguration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every item of the tables, the Image Builder resources that the fleet may change, and the changes that consumers received. Only values that differ between two runs with the same result are replaced: the fleet's own instants, IDs derived from them, and the write count of the journal.
 *
 * @param lines everything except the audit
 * @param audit each started change of a configuration in a Region. Every attempt adds to this log, so it may differ between two runs with the same result
 * @param wrongEvents what is wrong with the events that consumers received. It may have entries while a change is not announced
 */
public record FleetContents(List<String> lines, Set<String> audit, List<String> wrongEvents) {
    private static final Pattern INSTANT =
            Pattern.compile(FleetClock.YEAR + "-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

    /** Only reconcile and retention read these, to check whether work is left. */
    private static final Pattern LEFT_TO_DO = Pattern.compile(",?\"(?:sd|y)\":\\{\"S\":\"[^\"]*\"\\}");

    private static final String CHANGE = "CHANGE#";

    /** What counts is what consumers received, not how often the fleet wrote it down. */
    private static final String ANNOUNCED = "ANNOUNCED#";

    private static final String CATALOG = "CatalogTable";

    public FleetContents {
        lines = List.copyOf(lines);
        audit = Set.copyOf(audit);
        wrongEvents = List.copyOf(wrongEvents);
    }

    public static FleetContents of(FleetUnderTest fleet) {
        Map<String, String> names = new HashMap<>();
        List<String> lines = new ArrayList<>();
        Set<String> audit = new HashSet<>();
        fleet.services().tables().contents().forEach((table, items) -> {
            Set<String> changes = items.stream()
                    .filter(item -> text(item, "SK").startsWith(CHANGE))
                    .map(item -> text(item, "PK") + "#" + text(item, "SK"))
                    .collect(Collectors.toSet());
            Set<String> regions = regionsInUse(items);
            for (Item item : items) {
                String partition = text(item, "PK");
                if (regions.contains(partition + "#" + text(item, "SK"))) {
                    continue;
                }
                if (changes.contains(partition)) {
                    audit.add(alike(canonical(item.toJson()), names).replaceFirst("#CHANGE#<then>#\\w+", ""));
                } else if (!text(item, "SK").startsWith(CHANGE)
                        && !partition.contains("#" + CHANGE)
                        && !partition.startsWith(ANNOUNCED)) {
                    // The Regions of a change that never started are not visible.
                    lines.add(table + " " + canonical(named(item, names)));
                }
            }
        });
        lines.addAll(synced(fleet.services().tables()));
        lines.addAll(imageBuilder(fleet.services()));
        ReceivedEvents received = new ReceivedEvents(fleet);
        lines.addAll(received.changes());
        return new FleetContents(
                lines.stream().map(line -> alike(line, names)).sorted().toList(), audit, received.problems());
    }

    /**
     * The items that hold the Regions of the managed configurations. The same Regions may be stored as they are, or as a difference
     * to earlier ones, so {@link #synced} compares what they mean. Items that no state needs are compared as they are.
     */
    private static Set<String> regionsInUse(Collection<Item> items) {
        Set<String> inUse = new HashSet<>();
        for (Item state : items) {
            if (!text(state, "base").isEmpty()) {
                String base = "SYNC#" + text(state, "SK") + "#REGION#" + text(state, "base") + "#";
                items.stream()
                        .map(item -> text(item, "PK") + "#" + text(item, "SK"))
                        .filter(key -> key.startsWith(base)
                                && (!key.startsWith(base + "to#") || key.equals(base + "to#" + text(state, "digest"))))
                        .forEach(inUse::add);
            }
        }
        return inUse;
    }

    /** The Regions of each managed configuration. */
    private static List<String> synced(DynamoDb tables) {
        DynamoDbCalls calls = tables::call;
        DistributionLedger ledger = new DynamoDistributionLedger(calls.client(), CATALOG, Deadline.none());
        return tables.contents().getOrDefault(CATALOG, List.of()).stream()
                .filter(item -> !text(item, "base").isEmpty())
                .map(item -> text(item, "SK"))
                .map(arn -> arn + " has "
                        + ledger.configuration(DistributionConfigurationArn.parse(arn))
                                .map(SyncedConfiguration::regions)
                                .orElseThrow())
                .toList();
    }

    /** Whether both contain the same items. */
    public boolean isLike(FleetContents other) {
        return lines.equals(other.lines);
    }

    private static ObjectNode named(Item item, Map<String, String> names) {
        if (text(item, "SK").equals("META")) {
            names.put(text(item, "e"), "<edition>");
        } else if (text(item, "PK").equals("RECONCILE")) {
            ObjectNode counted = item.toJson().deepCopy();
            counted.putObject("version").put("N", "<count>");
            return counted;
        } else if (text(item, "PK").equals("SYNCS")) {
            // The keys of the newest changes are part of the audit. The next two only say what need not be compared
            // again, and the last one how the Regions are stored.
            ObjectNode state = item.toJson().deepCopy();
            state.remove(List.of("changes", "comparedAt", "comparedWith", "base"));
            return state;
        }
        return item.toJson();
    }

    /** Returns an attribute of type S; an empty string if it is missing. */
    public static String text(Item item, String attribute) {
        return item.get(attribute)
                .filter(StringValue.class::isInstance)
                .map(value -> ((StringValue) value).text())
                .orElse("");
    }

    private static String alike(String line, Map<String, String> names) {
        String alike = line;
        for (Map.Entry<String, String> name : names.entrySet()) {
            alike = alike.replace(name.getKey(), name.getValue());
        }
        return INSTANT.matcher(alike).replaceAll("<then>");
    }

    /** Formats an item with sorted attributes and sets. */
    public static String canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> {
                boolean isSet = member.getKey().equals("SS");
                members.put(
                        member.getKey(), isSet ? sorted((ArrayNode) member.getValue()) : canonical(member.getValue()));
            });
            List<String> all = new ArrayList<>();
            members.forEach((name, value) -> all.add("\"" + name + "\":" + value));
            return "{" + String.join(",", all) + "}";
        }
        if (node.isArray()) {
            List<String> all = new ArrayList<>();
            node.forEach(element -> all.add(canonical(element)));
            return all.toString();
        }
        return node.toString();
    }

    private static String sorted(ArrayNode set) {
        TreeSet<String> texts = new TreeSet<>();
        set.forEach(text -> texts.add(text.toString()));
        return texts.toString();
    }

    /** Returns every distribution configuration and recipe. Bypasses the SDK for speed, because this runs three times for each of thousands of faults. */
    private static List<String> imageBuilder(InProcessServices services) {
        List<String> lines = new ArrayList<>();
        services.read("POST", "/ListDistributionConfigurations")
                .path("distributionConfigurationSummaryList")
                .forEach(summary -> lines.add("ImageBuilder "
                        + canonical(services.read(
                                        "GET",
                                        "/GetDistributionConfiguration?distributionConfigurationArn="
                                                + summary.path("arn").asText())
                                .path("distributionConfiguration"))));
        services.read("POST", "/ListImageRecipes")
                .path("imageRecipeSummaryList")
                .forEach(summary -> lines.add("ImageBuilder "
                        + canonical(services.read(
                                        "GET",
                                        "/GetImageRecipe?imageRecipeArn="
                                                + summary.path("arn").asText())
                                .path("imageRecipe"))));
        services.read("POST", "/ListImagePipelines")
                .path("imagePipelineList")
                .forEach(pipeline -> lines.add("ImageBuilder "
                        + pipeline.path("arn").asText()
                        + " builds " + pipeline.path("imageRecipeArn").asText()));
        return lines;
    }

    /** Returns these contents without the events that consumers received. */
    public List<String> withoutEvents() {
        return lines.stream()
                .filter(line -> !line.startsWith(ReceivedEvents.LINE))
                .toList();
    }

    /** Whether consumers received an event about the end of a build. */
    public boolean hasEvent(String end, String build) {
        return lines.stream()
                .anyMatch(line -> line.startsWith(ReceivedEvents.LINE)
                        && line.contains("\"detail-type\":\"" + end + "\"")
                        && line.contains("\"imageArn\":\"" + build + "\""));
    }

    /** Returns the META item of each build, which readers depend on. */
    public List<String> commitPoints() {
        return commitPoints(lines);
    }

    /** Returns what {@link #commitPoints()} returns of contents with these tables. */
    public static List<String> commitPoints(DynamoDb tables) {
        Map<String, String> names = new HashMap<>();
        List<String> metas = tables.contents().get(CATALOG).stream()
                .filter(item -> text(item, "SK").equals("META"))
                .map(item -> CATALOG + " " + canonical(named(item, names)))
                .toList();
        return commitPoints(metas.stream().map(line -> alike(line, names)).toList());
    }

    private static List<String> commitPoints(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(CATALOG) && line.contains("\"SK\":{\"S\":\"META\"}"))
                .map(line -> LEFT_TO_DO.matcher(line).replaceAll(""))
                .toList();
    }

    /** Returns the items that are only in one of the two. */
    public String differenceTo(FleetContents expected) {
        List<String> more = new ArrayList<>(lines);
        expected.lines.forEach(more::remove);
        List<String> missing = new ArrayList<>(expected.lines);
        lines.forEach(missing::remove);
        return "  more: " + more + "\n  missing: " + missing;
    }
}

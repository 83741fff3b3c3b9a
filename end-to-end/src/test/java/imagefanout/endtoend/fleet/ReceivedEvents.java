package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.dynamodb.catalog.CatalogOnTheWire;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.PipelineArn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the consumers of the event bus received. */
final class ReceivedEvents {
    static final String LINE = "bus ";

    private static final Set<String> ONLY_OF_A_RUN = Set.of("changeId", "sequence");

    private final FleetUnderTest fleet;
    private final List<ObjectNode> events;

    ReceivedEvents(FleetUnderTest fleet) {
        this.fleet = fleet;
        this.events = fleet.services().events().stream()
                .map(entry -> json(entry.path("Detail").asText())
                        .put("detail-type", entry.path("DetailType").asText()))
                .toList();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) SentRequest.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** Each change that consumers received, once, however often they received it. */
    SortedSet<String> changes() {
        SortedSet<String> changes = new TreeSet<>();
        events.forEach(event ->
                changes.add(LINE + FleetContents.canonical(event.deepCopy().remove(ONLY_OF_A_RUN))));
        return changes;
    }

    /** What is wrong with the events as a whole; empty when consumers can rely on them. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<String, ObjectNode> byChange = new HashMap<>();
        events.forEach(event -> {
            ObjectNode same = byChange.putIfAbsent(event.path("changeId").asText(), event);
            if (same != null && !same.equals(event)) {
                problems.add("one change ID means two changes: " + same + " and " + event);
            }
        });
        copies().forEach((place, copy) -> {
            SortedMap<String, String> answer = answer(place);
            if (!copy.equals(answer)) {
                problems.add(place + " was told " + copy + ", and the answer is " + answer);
            }
        });
        return problems;
    }

    private record Place(String channel, String account) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }
    }

    /** The AMIs by Region that a consumer has who ignores what is older than what it has. */
    private SortedMap<Place, SortedMap<String, String>> copies() {
        Map<Place, ObjectNode> newest = new TreeMap<>();
        events.stream()
                .filter(event -> event.has("sequence"))
                .forEach(event -> newest.merge(
                        new Place(
                                event.path("channel").asText(),
                                event.path("accountId").asText()),
                        event,
                        (one, other) -> one.path("sequence").asLong()
                                        >= other.path("sequence").asLong()
                                ? one
                                : other));
        SortedMap<Place, SortedMap<String, String>> copies = new TreeMap<>();
        newest.forEach((place, event) -> {
            SortedMap<String, String> amis = new TreeMap<>();
            event.path("amis")
                    .properties()
                    .forEach(region -> amis.put(
                            region.getKey(), region.getValue().path("amiId").asText()));
            copies.put(place, amis);
        });
        return copies;
    }

    private SortedMap<String, String> answer(Place place) {
        SortedMap<String, String> amis = new TreeMap<>();
        fleet.read(client -> latest(client, place)).ifPresent(latest -> latest.amis()
                .forEach((region, ami) -> amis.put(region.value(), ami.ami().value())));
        return amis;
    }

    /** Returns the answer of the place's channel; empty if there is no such channel. */
    private static Optional<Latest> latest(DynamoDbClient client, Place place) {
        PipelineArn pipeline = PipelineArn.parse(Seeds.PIPELINE);
        AccountId account = new AccountId(place.account());
        LatestImage latest = new LatestImage(CatalogOnTheWire.catalog(client), OfferPolicy.AVAILABLE_ONLY);
        if (place.channel().equals(ChannelName.LATEST)) {
            return Optional.of(latest.of(pipeline, account, Set.of(), Optional.empty(), Optional.empty()));
        }
        return CatalogOnTheWire.channels(client)
                .channel(pipeline, new ChannelName(place.channel()))
                .map(channel -> latest.of(pipeline, account, Set.of(), Optional.empty(), channel.promotions()));
    }
}

package imagefanout.queryimages.answers;

import imagefanout.queryimages.http.ApiJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The items of all lists of a coverage, in the order in which pages show them. */
final class CoveragePages {
    /** Of one page. The response escapes the JSON once more, and stays below the 6 MB that a function may answer. */
    private static final int MAX_CHARACTERS = 3_500_000;

    /** The lists, in the order in which pages fill them. */
    enum Part {
        REGIONS,
        ACCOUNTS,
        AWAITING,
        GAPS
    }

    /** An item's position. */
    record ItemKey(Part part, String key) implements Comparable<ItemKey> {
        private static final Comparator<ItemKey> ORDER =
                Comparator.comparing(ItemKey::part).thenComparing(ItemKey::key);

        @Override
        public int compareTo(ItemKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param end the last item; empty when no page follows */
    record CoveragePage(Map<Part, List<Object>> lists, Optional<ItemKey> end) {
        List<Object> list(Part part) {
            return lists.getOrDefault(part, List.of());
        }
    }

    private final NavigableMap<ItemKey, Supplier<Object>> items = new TreeMap<>();

    void add(Part part, String key, Supplier<Object> item) {
        items.put(new ItemKey(part, key), item);
    }

    CoveragePage page(Optional<ItemKey> after) {
        Map<Part, List<Object>> lists = new EnumMap<>(Part.class);
        NavigableMap<ItemKey, Supplier<Object>> left =
                after.map(key -> items.tailMap(key, false)).orElse(items);
        int characters = 0;
        for (Map.Entry<ItemKey, Supplier<Object>> entry : left.entrySet()) {
            Object item = entry.getValue().get();
            lists.computeIfAbsent(entry.getKey().part(), part -> new ArrayList<>())
                    .add(item);
            characters += ApiJson.text(item).length();
            if (characters > MAX_CHARACTERS && !entry.getKey().equals(left.lastKey())) {
                return new CoveragePage(lists, Optional.of(entry.getKey()));
            }
        }
        return new CoveragePage(lists, Optional.empty());
    }
}

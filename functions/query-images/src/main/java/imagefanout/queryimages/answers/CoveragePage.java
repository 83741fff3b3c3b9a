package imagefanout.queryimages.answers;

import imagefanout.queryimages.http.ApiJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the items of a coverage's lists, from the end of the previous page until this page is full. */
final class CoveragePage {
    /** Lambda's answer escapes this JSON again and must stay below 6 MB. */
    private static final int MAX_CHARACTERS = 3_500_000;

    /** The lists, in the order in which pages fill them. */
    enum Part {
        REGIONS,
        ACCOUNTS,
        AWAITING,
        GAPS
    }

    private final Optional<String> after;
    private final Map<Part, List<Object>> lists = new EnumMap<>(Part.class);
    private Optional<String> last = Optional.empty();
    private boolean isFull;
    private int characters;

    /** @param after the {@link #end} of the previous page */
    CoveragePage(Optional<String> after) {
        this.after = after;
    }

    /** @param key the item's position within its part */
    void add(Part part, String key, Supplier<Object> item) {
        String position = part.ordinal() + key;
        if (after.isPresent() && position.compareTo(after.get()) <= 0) {
            return;
        }
        isFull = characters > MAX_CHARACTERS;
        if (!isFull) {
            Object added = item.get();
            characters += ApiJson.text(added).length();
            lists.computeIfAbsent(part, empty -> new ArrayList<>()).add(added);
            last = Optional.of(position);
        }
    }

    List<Object> list(Part part) {
        return lists.getOrDefault(part, List.of());
    }

    /** The position of the last item; empty on the last page. */
    Optional<String> end() {
        return last.filter(position -> isFull);
    }
}

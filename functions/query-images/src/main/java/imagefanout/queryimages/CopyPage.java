package imagefanout.queryimages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.RegionFanOut;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The copies of a build, those that came and those that did not, by Region and account, a page at a time. */
final class CopyPage {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final Call call;
    private final int limit;
    private final Optional<Copy> after;

    /** Reads which page is asked for. */
    CopyPage(Call call) {
        this.call = call;
        this.limit = call.limit(USUAL, MOST);
        this.after = call.cursor(CopyPage::place);
    }

    /** Puts the page's items, limit and next cursor into the answer. */
    void put(ObjectNode body, FanOut fanOut, Optional<AccountId> account) {
        NavigableSet<Copy> places = places(fanOut, account);
        after.ifPresent(last -> places.headSet(last, true).clear());
        ArrayNode items = body.putArray("items");
        places.stream()
                .limit(limit)
                .map(place -> shown(place, fanOut.regions().get(place.region())))
                .forEach(items::add);
        Optional<Copy> last = places.size() <= limit
                ? Optional.empty()
                : places.stream().skip(limit - 1L).findFirst();
        body.put("limit", limit)
                .put("nextCursor", last.map(CopyPage::text).map(call::cursorTo).orElse(null));
    }

    private static String text(Copy place) {
        return place.region() + "/" + place.account();
    }

    private static Copy place(String position) {
        String[] parts = position.split("/", 2);
        return new Copy(new Region(parts[0]), new AccountId(parts[1]));
    }

    private static NavigableSet<Copy> places(FanOut fanOut, Optional<AccountId> account) {
        NavigableSet<Copy> places = new TreeSet<>();
        for (RegionFanOut region : fanOut.regions().values()) {
            Set<AccountId> accounts = new TreeSet<>(region.amis().keySet());
            accounts.addAll(region.gaps().keySet());
            account.ifPresent(one -> accounts.retainAll(Set.of(one)));
            accounts.forEach(one -> places.add(new Copy(region.region(), one)));
        }
        return places;
    }

    private static ObjectNode shown(Copy place, RegionFanOut region) {
        Optional<String> reason = region.gaps().getOrDefault(place.account(), Optional.empty());
        return Show.object()
                .put("region", place.region().value())
                .put("accountId", place.account().value())
                .put("amiId", Show.text(Optional.ofNullable(region.amis().get(place.account()))))
                .put("expected", !region.unexpected().contains(place.account()))
                .put("reason", reason.orElse(null));
    }
}

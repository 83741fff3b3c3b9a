package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.AccountId;
import imagefanout.model.Copy;
import imagefanout.model.ImageBuildArn;
import imagefanout.model.ImageCatalog;
import imagefanout.model.RecordedImage;
import imagefanout.model.Region;
import imagefanout.model.RegionFanOut;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The copies of a build, those that came and those that did not, by Region and account. */
final class ListImageAmis implements Operation {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final ImageCatalog catalog;
    private final Images images;

    ListImageAmis(ImageCatalog catalog, Images images) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.images = requireNonNull(images, "images");
    }

    @Override
    public Answer answer(Call call) {
        Optional<Region> region = call.region();
        Optional<AccountId> account = call.account();
        int limit = call.limit(USUAL, MOST);
        Optional<Copy> after = call.cursor(ListImageAmis::place);
        ImageBuildArn arn = images.find(call).build().arn();
        RecordedImage image = region.map(in -> catalog.image(arn, Set.of(in)))
                .orElseGet(() -> catalog.image(arn))
                .orElseThrow();

        Iterator<Copy> places = places(image, account)
                .tailSet(after.orElse(FIRST), after.isEmpty())
                .iterator();
        ObjectNode body = Show.object().put("imageArn", arn.toString());
        ArrayNode items = body.putArray("items");
        String next = null;
        while (places.hasNext() && next == null) {
            Copy place = places.next();
            items.add(shown(place, image.fanOut().regions().get(place.region())));
            if (items.size() == limit && places.hasNext()) {
                next = call.cursorTo(place.region() + "/" + place.account());
            }
        }
        body.put("limit", limit).put("nextCursor", next);
        return new Answer.Data(
                body.put("recordedAt", image.recorded().recordedAt().toString()));
    }

    private static final Copy FIRST = new Copy(new Region("aa-a-0"), new AccountId("000000000000"));

    private static Copy place(String position) {
        String[] parts = position.split("/", 2);
        return new Copy(new Region(parts[0]), new AccountId(parts[1]));
    }

    private static TreeSet<Copy> places(RecordedImage image, Optional<AccountId> account) {
        TreeSet<Copy> places = new TreeSet<>();
        for (RegionFanOut region : image.fanOut().regions().values()) {
            Set<AccountId> accounts = new TreeSet<>(region.amis().keySet());
            accounts.addAll(region.gaps().keySet());
            account.ifPresent(one -> accounts.retainAll(Set.of(one)));
            accounts.forEach(one -> places.add(new Copy(region.region(), one)));
        }
        return places;
    }

    static ObjectNode shown(Copy place, RegionFanOut region) {
        Optional<String> reason = region.gaps().getOrDefault(place.account(), Optional.empty());
        return Show.object()
                .put("region", place.region().value())
                .put("accountId", place.account().value())
                .put("amiId", Show.text(Optional.ofNullable(region.amis().get(place.account()))))
                .put("expected", !region.unexpected().contains(place.account()))
                .put("reason", reason.orElse(null));
    }
}

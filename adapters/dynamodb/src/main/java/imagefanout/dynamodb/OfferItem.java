package imagefanout.dynamodb;

import imagefanout.model.AccountId;
import imagefanout.model.AmiId;
import imagefanout.model.Audience;
import imagefanout.model.FanOut;
import imagefanout.model.Region;
import imagefanout.model.RegionFanOut;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** What one audience may launch of one build: its own copies and, of the owner's, those that are opened to it. */
final class OfferItem extends BuildItem {
    private static final EnhancedType<Map<String, String>> TEXTS = EnhancedType.mapOf(String.class, String.class);

    static final TableSchema<OfferItem> SCHEMA = StaticTableSchema.builder(OfferItem.class)
            .newItemSupplier(OfferItem::new)
            .extend(BUILD)
            .addAttribute(TEXTS, a -> a.name("o").getter(i -> i.owned).setter((i, v) -> i.owned = v))
            .addAttribute(TEXTS, a -> a.name("s").getter(i -> i.shared).setter((i, v) -> i.shared = v))
            .build();

    private Map<String, String> owned;
    private Map<String, String> shared;

    /** All that an edition offers, to whomever. */
    static Stream<OfferItem> of(Edition edition, FanOut fanOut) {
        Map<Audience, OfferItem> offers = new HashMap<>();
        AccountId owner = edition.build().account();
        for (RegionFanOut region : fanOut.regions().values()) {
            String code = region.region().value();
            region.amis().forEach((account, ami) -> {
                OfferItem offer = offer(offers, edition, new Audience.Account(account));
                offer.owned = offer.owned == null ? new TreeMap<>() : offer.owned;
                offer.owned.put(code, ami.value());
            });
            AmiId ownersAmi = region.amis().get(owner);
            if (ownersAmi != null) {
                for (Audience audience : region.launchPermission().audiences()) {
                    OfferItem offer = offer(offers, edition, audience);
                    offer.shared = offer.shared == null ? new TreeMap<>() : offer.shared;
                    offer.shared.put(code, ownersAmi.value());
                }
            }
        }
        return offers.values().stream();
    }

    private static OfferItem offer(Map<Audience, OfferItem> offers, Edition edition, Audience audience) {
        return offers.computeIfAbsent(audience, key -> {
            OfferItem offer = new OfferItem();
            offer.at(Keys.offer(audience, edition));
            offer.build(edition.build());
            return offer;
        });
    }

    SortedMap<Region, AmiId> owned() {
        return amis(owned);
    }

    SortedMap<Region, AmiId> shared() {
        return amis(shared);
    }

    private static SortedMap<Region, AmiId> amis(Map<String, String> texts) {
        SortedMap<Region, AmiId> amis = new TreeMap<>();
        if (texts != null) {
            texts.forEach((region, ami) -> amis.put(new Region(region), new AmiId(ami)));
        }
        return amis;
    }
}

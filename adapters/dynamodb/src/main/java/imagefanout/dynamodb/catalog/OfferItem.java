package imagefanout.dynamodb.catalog;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.RegionFanOut;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** What one audience may launch of one build: its own copies and, of the owner's, those that are opened to it. */
final class OfferItem extends BuildItem {
    private static final EnhancedType<Map<String, SdkBytes>> AMIS = EnhancedType.mapOf(String.class, SdkBytes.class);
    private static final String AMI = "ami-";

    static final TableSchema<OfferItem> SCHEMA = StaticTableSchema.builder(OfferItem.class)
            .newItemSupplier(OfferItem::new)
            .extend(BUILD)
            .addAttribute(AMIS, a -> a.name("o").getter(i -> i.owned).setter((i, v) -> i.owned = v))
            .addAttribute(AMIS, a -> a.name("s").getter(i -> i.shared).setter((i, v) -> i.shared = v))
            .build();

    /** Region to AMI. */
    private Map<String, SdkBytes> owned;

    private Map<String, SdkBytes> shared;

    /** All that an edition offers, to whomever. */
    static Stream<OfferItem> of(Edition edition, FanOut fanOut) {
        Map<Audience, OfferItem> offers = new HashMap<>();
        AccountId owner = edition.build().account();
        for (RegionFanOut region : fanOut.regions().values()) {
            String code = region.region().value();
            region.amis().forEach((account, ami) -> {
                OfferItem offer = offer(offers, edition, new Audience.Account(account));
                offer.owned = offer.owned == null ? new TreeMap<>() : offer.owned;
                offer.owned.put(code, packed(ami));
            });
            AmiId ownersAmi = region.amis().get(owner);
            if (ownersAmi != null) {
                for (Audience audience : region.launchPermission().audiences()) {
                    OfferItem offer = offer(offers, edition, audience);
                    offer.shared = offer.shared == null ? new TreeMap<>() : offer.shared;
                    offer.shared.put(code, packed(ownersAmi));
                }
            }
        }
        return offers.values().stream();
    }

    private static OfferItem offer(Map<Audience, OfferItem> offers, Edition edition, Audience audience) {
        return offers.computeIfAbsent(audience, key -> {
            OfferItem offer = new OfferItem();
            offer.at(CatalogKeys.offer(audience, edition));
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

    private static SortedMap<Region, AmiId> amis(Map<String, SdkBytes> packed) {
        SortedMap<Region, AmiId> amis = new TreeMap<>();
        if (packed != null) {
            packed.forEach((region, ami) -> amis.put(new Region(region), unpacked(ami)));
        }
        return amis;
    }

    /** Two digits to a byte: six builds of 20 Regions stay below the 4 KB that half a read unit reads. */
    private static SdkBytes packed(AmiId ami) {
        String digits = ami.value().substring(AMI.length());
        return SdkBytes.fromByteArrayUnsafe(HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits));
    }

    /** An id has 8 digits or 17, so that nine bytes begin with half a byte that is none. */
    private static AmiId unpacked(SdkBytes packed) {
        String digits = HexFormat.of().formatHex(packed.asByteArrayUnsafe());
        return new AmiId(AMI + (digits.length() == 18 ? digits.substring(1) : digits));
    }
}

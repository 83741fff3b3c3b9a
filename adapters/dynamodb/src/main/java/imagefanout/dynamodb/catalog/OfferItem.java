package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The AMIs of one build that one audience may launch: its own copies, and the owner's AMIs that are shared with it. */
final class OfferItem {
    private static final String OWNED = "o";
    private static final String SHARED = "s";
    private static final String AMI = "ami-";

    private OfferItem() {}

    /** The offers of an edition, one item per audience. */
    static Stream<StoredItem> of(Edition edition, FanOut fanOut) {
        Map<Audience, Map<String, AttributeValue>> owned = new HashMap<>();
        Map<Audience, Map<String, AttributeValue>> shared = new HashMap<>();
        for (RegionFanOut region : fanOut.regions().values()) {
            for (AccountId account : region.amis().keySet()) {
                region.offered(account).ifPresent(ami -> add(owned, new Audience.Account(account), region, ami));
            }
            AccountId owner = edition.build().account();
            region.sharedBy(owner)
                    .audiences()
                    .forEach(audience ->
                            add(shared, audience, region, region.amis().get(owner)));
        }
        Map<Audience, StoredItem> offers = new HashMap<>();
        owned.forEach((audience, amis) -> offer(offers, edition, audience).value(OWNED, AttributeValue.fromM(amis)));
        shared.forEach((audience, amis) -> offer(offers, edition, audience).value(SHARED, AttributeValue.fromM(amis)));
        return offers.values().stream();
    }

    private static void add(
            Map<Audience, Map<String, AttributeValue>> amis, Audience audience, RegionFanOut region, AmiId ami) {
        amis.computeIfAbsent(audience, key -> new TreeMap<>())
                .put(region.region().value(), packed(ami));
    }

    private static StoredItem offer(Map<Audience, StoredItem> offers, Edition edition, Audience audience) {
        return offers.computeIfAbsent(
                audience, key -> BuildRow.at(CatalogKeys.offer(audience, edition), edition.build()));
    }

    static SortedMap<Region, AmiId> owned(BuildRow row) {
        return amis(row, OWNED);
    }

    static SortedMap<Region, AmiId> shared(BuildRow row) {
        return amis(row, SHARED);
    }

    /** Whether the audience may launch the build in the Region. */
    static boolean reaches(BuildRow row, Region region) {
        return Stream.of(OWNED, SHARED)
                .flatMap(name -> row.item().value(name).stream())
                .anyMatch(amis -> amis.m().containsKey(region.value()));
    }

    private static SortedMap<Region, AmiId> amis(BuildRow row, String name) {
        SortedMap<Region, AmiId> amis = new TreeMap<>();
        row.item().value(name).ifPresent(map -> map.m()
                .forEach((region, ami) -> amis.put(new Region(region), unpacked(ami))));
        return amis;
    }

    /**
     * Packs two hexadecimal digits per byte. Offers of six builds in 20 Regions then fit into 4 KB, which costs half a
     * read unit.
     */
    private static AttributeValue packed(AmiId ami) {
        String digits = ami.value().substring(AMI.length());
        byte[] bytes = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
    }

    /** An AMI ID has 8 or 17 digits. Nine bytes hold 18 digits, so the first digit is padding. */
    private static AmiId unpacked(AttributeValue packed) {
        String digits = HexFormat.of().formatHex(packed.b().asByteArrayUnsafe());
        return new AmiId(AMI + (digits.length() == 18 ? digits.substring(1) : digits));
    }
}

package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The origin of an AMI. It is the same in every edition and is never deleted. */
final class AmiItem {
    private AmiItem() {}

    /** The items for the AMIs in {@code fanOut} that are not in {@code earlier}, as a lazy stream. */
    static Stream<StoredItem> of(ImageBuildArn build, FanOut fanOut, FanOut earlier) {
        return fanOut.regions().values().stream().flatMap(region -> {
            Map<AmiId, AccountId> accounts = new LinkedHashMap<>();
            region.amis().forEach((account, ami) -> accounts.put(ami, account));
            region.withheld().forEach((ami, why) -> accounts.putIfAbsent(ami, why.account()));
            return accounts.entrySet().stream()
                    .filter(ami -> !earlier.has(ami.getKey(), new Copy(region.region(), ami.getValue())))
                    .map(ami -> BuildRow.at(CatalogKeys.ami(ami.getKey()), build)
                            .text("r", region.region())
                            .text("a", ami.getValue()));
        });
    }

    static AmiOrigin origin(AmiId ami, StoredItem item) {
        Copy copy = new Copy(new Region(item.text("r")), new AccountId(item.text("a")));
        return new AmiOrigin(ami, new BuildRow(item).build(), copy);
    }
}

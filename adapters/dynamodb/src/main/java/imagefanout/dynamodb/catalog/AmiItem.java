package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import java.util.stream.Stream;

/** The origin of an AMI. It is the same in every edition and is never deleted. */
final class AmiItem {
    private AmiItem() {}

    /** The items for the AMIs in {@code fanOut} that are not in {@code earlier}, as a lazy stream. */
    static Stream<StoredItem> of(ImageBuildArn build, FanOut fanOut, FanOut earlier) {
        return fanOut.regions().values().stream().flatMap(region -> region.amis().entrySet().stream()
                .filter(copy -> !earlier.ami(new Copy(region.region(), copy.getKey()))
                        .filter(copy.getValue()::equals)
                        .isPresent())
                .map(copy -> BuildRow.at(CatalogKeys.ami(copy.getValue()), build)
                        .text("r", region.region())
                        .text("a", copy.getKey())));
    }

    static AmiOrigin origin(AmiId ami, StoredItem item) {
        Copy copy = new Copy(new Region(item.text("r")), new AccountId(item.text("a")));
        return new AmiOrigin(ami, new BuildRow(item).build(), copy);
    }
}

package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import java.util.Optional;
import java.util.stream.Stream;

/** The origin of an AMI. It is the same in every edition and is never deleted. */
final class AmiItem {
    private AmiItem() {}

    /** The items for the AMIs in {@code fanOut} that are not in {@code earlier}, as a lazy stream. */
    static Stream<StoredItem> of(ImageBuildArn build, FanOut fanOut, FanOut earlier) {
        return fanOut.regions().values().stream()
                .flatMap(region -> Stream.concat(
                        region.amis().entrySet().stream()
                                .map(copy -> item(
                                        build, copy.getValue(), new Copy(region.region(), copy.getKey()), earlier)),
                        region.withheld().entrySet().stream()
                                .filter(ami -> !region.amis().containsValue(ami.getKey()))
                                .map(ami -> item(
                                        build,
                                        ami.getKey(),
                                        new Copy(region.region(), ami.getValue().account()),
                                        earlier))))
                .flatMap(Optional::stream);
    }

    private static Optional<StoredItem> item(ImageBuildArn build, AmiId ami, Copy copy, FanOut earlier) {
        return earlier.has(ami, copy)
                ? Optional.empty()
                : Optional.of(BuildRow.at(CatalogKeys.ami(ami), build)
                        .text("r", copy.region())
                        .text("a", copy.account()));
    }

    static AmiOrigin origin(AmiId ami, StoredItem item) {
        Copy copy = new Copy(new Region(item.text("r")), new AccountId(item.text("a")));
        return new AmiOrigin(ami, new BuildRow(item).build(), copy);
    }
}

package imagefanout.dynamodb.catalog;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** Where an AMI came from: a fact, the same in every edition, and so never taken back. */
final class AmiItem extends BuildItem {
    static final TableSchema<AmiItem> SCHEMA = StaticTableSchema.builder(AmiItem.class)
            .newItemSupplier(AmiItem::new)
            .extend(BUILD)
            .addAttribute(String.class, a -> a.name("r").getter(i -> i.region).setter((i, v) -> i.region = v))
            .addAttribute(String.class, a -> a.name("a").getter(i -> i.account).setter((i, v) -> i.account = v))
            .build();

    private String region;
    private String account;

    /** The AMIs of {@code fanOut} that {@code earlier} does not have, one at a time. */
    static Stream<AmiItem> of(ImageBuildArn build, FanOut fanOut, FanOut earlier) {
        return fanOut.regions().values().stream().flatMap(region -> region.amis().entrySet().stream()
                .filter(copy -> !earlier.ami(new Copy(region.region(), copy.getKey()))
                        .filter(copy.getValue()::equals)
                        .isPresent())
                .map(copy -> of(build, new Copy(region.region(), copy.getKey()), copy.getValue())));
    }

    private static AmiItem of(ImageBuildArn build, Copy copy, AmiId ami) {
        AmiItem item = new AmiItem();
        item.at(CatalogKeys.ami(ami));
        item.build(build);
        item.region = copy.region().value();
        item.account = copy.account().value();
        return item;
    }

    Copy copy() {
        return new Copy(new Region(region), new AccountId(account));
    }
}

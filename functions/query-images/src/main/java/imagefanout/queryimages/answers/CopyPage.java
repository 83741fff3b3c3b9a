package imagefanout.queryimages.answers;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.image.WithheldAmi;
import imagefanout.queryimages.http.ApiRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The requested page of a build's copies, ordered by Region and account. */
record CopyPage(ApiRequest request, int limit, Optional<Copy> after) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    /** @param amiId empty when the copy is missing */
    record CopyView(
            Region region, AccountId accountId, Optional<AmiId> amiId, boolean expected, Optional<String> reason) {}

    static CopyPage of(ApiRequest request) {
        return new CopyPage(
                request,
                request.limit(DEFAULT_LIMIT, MAX_LIMIT),
                request.cursor(parts -> new Copy(new Region(parts[0]), new AccountId(parts[1]))));
    }

    PageView<CopyView> of(RecordedImage image, Optional<AccountId> account) {
        SortedMap<Region, RegionFanOut> regions = image.fanOut().regions();
        List<Copy> left = regions.values().stream()
                .flatMap(region -> Stream.concat(region.amis().keySet().stream(), region.gaps().keySet().stream())
                        .filter(id -> account.isEmpty() || account.get().equals(id))
                        .sorted()
                        .map(id -> new Copy(region.region(), id)))
                .filter(copy -> after.isEmpty() || copy.compareTo(after.get()) > 0)
                .toList();
        ResultPage<CopyView, Copy> page = ResultPage.<Copy, Copy>first(left, limit, Function.identity())
                .map(copy -> view(copy.account(), regions.get(copy.region())));
        return new PageView<>(
                page.items(),
                limit,
                page.next().map(last -> request.cursorTo(last.region(), last.account())),
                Optional.of(image.recorded().recordedAt()));
    }

    private static CopyView view(AccountId id, RegionFanOut region) {
        return new CopyView(
                region.region(),
                id,
                Optional.ofNullable(region.amis().get(id)),
                !region.unexpected().contains(id),
                Optional.ofNullable(region.amis().get(id))
                        .map(ami ->
                                Optional.ofNullable(region.withheld().get(ami)).map(WithheldAmi::reason))
                        .orElseGet(() -> region.gaps().getOrDefault(id, Optional.empty())));
    }
}

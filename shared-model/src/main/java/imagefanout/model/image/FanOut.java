package imagefanout.model.image;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The copies of a build, by Region. */
public record FanOut(SortedMap<Region, RegionFanOut> regions) {
    public static final FanOut NONE = new FanOut(Collections.emptySortedMap());

    public FanOut {
        regions = Sorted.copyOf(regions);
    }

    /** Compares the expected copies with the output AMIs. */
    static FanOut of(DescribedImage image) {
        return new CopyComparison(image).fanOut();
    }

    public Counts counts() {
        return regions.values().stream().map(RegionFanOut::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** Covers every Region's copies, gaps, permissions and settings. */
    public Digest digest() {
        Digest.Builder digest = Digest.of("fan-out");
        for (RegionFanOut region : regions.values()) {
            digest.add(region.region().value()).add(region.amis().size());
            region.amis().forEach((account, ami) -> digest.add(account.value()).add(ami.value()));
            digest.add(region.gaps().size());
            region.gaps()
                    .forEach((account, reason) -> digest.add(account.value()).add(reason));
            digest.add(region.unexpected().toString())
                    .add(region.launchPermission().toString())
                    .add(region.settings().map(Settings::json));
            region.withheld().forEach((ami, why) -> digest.add(ami + " " + why));
            region.sharingFailure().ifPresent(digest::add);
        }
        return digest.end();
    }

    /** Whether the build lists this AMI for the copy, offered or not. */
    public boolean has(AmiId ami, Copy copy) {
        return Optional.ofNullable(regions.get(copy.region()))
                .filter(region -> ami.equals(region.amis().get(copy.account()))
                        || Optional.ofNullable(region.withheld().get(ami))
                                .filter(withheld -> withheld.account().equals(copy.account()))
                                .isPresent())
                .isPresent();
    }

    /** This fan-out with every AMI that was recorded earlier and is no longer listed. */
    public FanOut keeping(FanOut earlier) {
        SortedMap<Region, RegionFanOut> all = new TreeMap<>(regions);
        for (RegionFanOut was : earlier.regions.values()) {
            if (!was.amis().isEmpty() || !was.withheld().isEmpty()) {
                all.put(
                        was.region(),
                        all.getOrDefault(was.region(), RegionFanOut.empty(was.region()))
                                .keeping(was));
            }
        }
        return new FanOut(all);
    }
}

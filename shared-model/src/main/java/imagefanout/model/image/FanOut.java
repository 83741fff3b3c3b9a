package imagefanout.model.image;

import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The copies of a build, by Region. */
public record FanOut(SortedMap<Region, RegionFanOut> regions) {
    public static final FanOut NONE = new FanOut(Collections.emptySortedMap());

    public FanOut {
        regions = Sorted.copyOf(regions);
    }

    /**
     * Compares the expected copies with the output AMIs.
     *
     * @throws AmbiguousOutputException when there are two AMIs for the same account and Region
     */
    static FanOut of(DescribedImage image) {
        Build build = image.build();
        SortedSet<Copy> expected = ExpectedCopies.of(build.type(), build.arn().image(), image.distributions());
        Map<Copy, AmiId> outputs = outputs(image);
        Map<Copy, String> reasons = new HashMap<>(image.failures());
        build.reason().map(FailureText::reasons).ifPresent(reasons::putAll);

        Map<Region, Distribution> distributions = byRegion(image.distributions());
        SortedMap<Region, SortedSet<AccountId>> copies = new TreeMap<>();
        distributions.keySet().forEach(region -> copies.put(region, new TreeSet<>()));
        Stream.concat(expected.stream(), outputs.keySet().stream())
                .forEach(copy -> copies.computeIfAbsent(copy.region(), region -> new TreeSet<>())
                        .add(copy.account()));

        SortedMap<Region, RegionFanOut> regions = new TreeMap<>();
        copies.forEach((region, accounts) -> regions.put(
                region,
                compare(region, accounts, expected, outputs, reasons, Optional.ofNullable(distributions.get(region)))));
        return new FanOut(regions);
    }

    private static RegionFanOut compare(
            Region region,
            SortedSet<AccountId> accounts,
            Set<Copy> expected,
            Map<Copy, AmiId> outputs,
            Map<Copy, String> reasons,
            Optional<Distribution> distribution) {
        SortedMap<AccountId, AmiId> amis = new TreeMap<>();
        SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>();
        SortedSet<AccountId> unexpected = new TreeSet<>();
        for (AccountId account : accounts) {
            Copy copy = new Copy(region, account);
            AmiId ami = outputs.get(copy);
            if (ami == null) {
                gaps.put(account, Optional.ofNullable(reasons.get(copy)));
            } else {
                amis.put(account, ami);
                if (!expected.contains(copy)) {
                    unexpected.add(account);
                }
            }
        }
        LaunchPermission permission =
                distribution.map(Distribution::launchPermission).orElse(LaunchPermission.NONE);
        return new RegionFanOut(region, amis, gaps, unexpected, permission, distribution.map(Distribution::settings));
    }

    private static Map<Copy, AmiId> outputs(DescribedImage image) {
        Map<Copy, AmiId> outputs = new HashMap<>();
        for (OutputAmi output : image.outputs()) {
            AmiId other = outputs.put(output.copy(), output.ami());
            if (other != null && !other.equals(output.ami())) {
                throw new AmbiguousOutputException(image.build().arn(), output.copy(), other, output.ami());
            }
        }
        return outputs;
    }

    private static Map<Region, Distribution> byRegion(Collection<Distribution> distributions) {
        Map<Region, Distribution> byRegion = new HashMap<>();
        for (Distribution distribution : distributions) {
            if (byRegion.put(distribution.region(), distribution) != null) {
                throw new MalformedException(
                        "each Region of a distribution configuration only once",
                        distribution.region().value());
            }
        }
        return byRegion;
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
        }
        return digest.end();
    }

    public Optional<AmiId> ami(Copy copy) {
        return Optional.ofNullable(regions.get(copy.region()))
                .map(region -> region.amis().get(copy.account()));
    }

    /** This fan-out with every AMI that was recorded earlier and is no longer listed. */
    public FanOut keeping(FanOut earlier) {
        SortedMap<Region, RegionFanOut> all = new TreeMap<>(regions);
        for (RegionFanOut was : earlier.regions.values()) {
            if (!was.amis().isEmpty()) {
                all.put(
                        was.region(),
                        all.getOrDefault(was.region(), RegionFanOut.empty(was.region()))
                                .keeping(was));
            }
        }
        return new FanOut(all);
    }
}

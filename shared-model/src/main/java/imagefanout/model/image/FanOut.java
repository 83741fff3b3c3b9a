package imagefanout.model.image;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
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

    /** Compares the expected copies with the output AMIs. */
    static FanOut of(DescribedImage image) {
        Build build = image.build();
        SortedSet<Copy> expected = ExpectedCopies.of(build.type(), build.arn().image(), image.distributions());
        Map<Copy, CopyOutputs> outputs = CopyOutputs.of(image.outputs());
        Map<Copy, String> reasons = new HashMap<>(image.failures());
        build.reason().map(FailureText::reasons).ifPresent(reasons::putAll);

        Map<Region, Distribution> distributions = new HashMap<>();
        image.distributions().forEach(distribution -> distributions.putIfAbsent(distribution.region(), distribution));
        SortedMap<Region, SortedSet<AccountId>> copies = new TreeMap<>();
        distributions.keySet().forEach(region -> copies.put(region, new TreeSet<>()));
        Stream.concat(expected.stream(), outputs.keySet().stream())
                .forEach(copy -> copies.computeIfAbsent(copy.region(), region -> new TreeSet<>())
                        .add(copy.account()));

        SortedMap<Region, RegionFanOut> regions = new TreeMap<>();
        copies.forEach((region, accounts) -> regions.put(
                region,
                compare(
                        build,
                        region,
                        accounts,
                        expected,
                        outputs,
                        reasons,
                        Optional.ofNullable(distributions.get(region)))));
        return new FanOut(regions);
    }

    private static RegionFanOut compare(
            Build build,
            Region region,
            SortedSet<AccountId> accounts,
            Set<Copy> expected,
            Map<Copy, CopyOutputs> outputs,
            Map<Copy, String> reasons,
            Optional<Distribution> distribution) {
        SortedMap<AccountId, AmiId> amis = new TreeMap<>();
        SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>();
        SortedSet<AccountId> unexpected = new TreeSet<>();
        SortedMap<AmiId, WithheldAmi> withheld = new TreeMap<>();
        for (AccountId account : accounts) {
            Copy copy = new Copy(region, account);
            CopyOutputs listed = outputs.getOrDefault(copy, CopyOutputs.NONE);
            Optional<AmiId> ami = listed.ami();
            if (ami.isPresent()) {
                amis.put(account, ami.get());
                if (!expected.contains(copy)) {
                    unexpected.add(account);
                }
            } else {
                gaps.put(account, listed.gapReason().or(() -> Optional.ofNullable(reasons.get(copy))));
            }
            listed.withheld().forEach((id, reason) -> withheld.put(id, new WithheldAmi(account, reason)));
        }
        LaunchPermission permission =
                distribution.map(Distribution::launchPermission).orElse(LaunchPermission.NONE);
        Optional<String> sharingFailure = amis.containsKey(build.arn().account())
                ? sharingFailure(build, region, amis.keySet(), permission, reasons)
                : Optional.empty();
        return new RegionFanOut(
                region,
                amis,
                gaps,
                unexpected,
                withheld,
                permission,
                sharingFailure,
                distribution.map(Distribution::settings));
    }

    /**
     * Why the owner's AMI is not shared. EC2 sets the launch permission of an AMI in one step, for everyone or for nobody, and
     * after the AMI is made. So a failure that names the owner's copy although it exists, or an account that gets no copy, is a
     * failure of that step. Inferred: when a failed build names no copy, no Region was shared.
     */
    private static Optional<String> sharingFailure(
            Build build, Region region, Set<AccountId> made, LaunchPermission permission, Map<Copy, String> reasons) {
        boolean isShared = !permission.audiences().isEmpty();
        if (!isShared || build.state() != ImageState.FAILED && build.state() != ImageState.CANCELLED) {
            return Optional.empty();
        }
        if (reasons.isEmpty()) {
            return build.reason().or(() -> Optional.of("The build is " + build.state() + "."));
        }
        return reasons.entrySet().stream()
                .filter(failure -> failure.getKey().region().equals(region))
                .filter(failure -> made.contains(failure.getKey().account())
                        || permission
                                .audiences()
                                .contains(new Audience.Account(failure.getKey().account())))
                .map(Map.Entry::getValue)
                .findFirst();
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

    public Optional<AmiId> ami(Copy copy) {
        return Optional.ofNullable(regions.get(copy.region()))
                .map(region -> region.amis().get(copy.account()));
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

package imagefanout.model.image;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares the copies that a build should have made with the AMIs that it lists. */
final class CopyComparison {
    private final Build build;
    private final Map<Region, Distribution> distributions = new HashMap<>();
    private final Set<Copy> expected;
    private final Map<Copy, CopyOutputs> outputs;
    private final Map<Copy, String> reasons;

    CopyComparison(DescribedImage image) {
        build = image.build();
        image.distributions().forEach(distribution -> distributions.putIfAbsent(distribution.region(), distribution));
        expected = expected(build.type(), build.arn().image(), image.distributions());
        outputs = CopyOutputs.of(image.outputs());
        reasons = new HashMap<>(image.failures());
        build.reason().map(FailureText::reasons).ifPresent(reasons::putAll);
    }

    /**
     * Which copies a build should have made. In the build's own Region: the build account and the Region's target accounts. In any
     * other Region: its target accounts or, if there are none, the build account. Container images, and Regions that only
     * distribute containers, make no AMI.
     *
     * <p>AWS does not document this rule. It is inferred from Image Builder's messages and the meaning of {@code targetAccountIds}.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_AmiDistributionConfiguration.html">AmiDistributionConfiguration</a>
     */
    static SortedSet<Copy> expected(ImageType type, Lineage owner, List<Distribution> distributions) {
        SortedSet<Copy> expected = new TreeSet<>();
        if (type == ImageType.DOCKER) {
            return expected;
        }
        expected.add(new Copy(owner.region(), owner.account()));
        for (Distribution distribution : distributions) {
            if (!distribution.makesAmi()) {
                continue;
            }
            for (AccountId target : distribution.targetAccounts()) {
                expected.add(new Copy(distribution.region(), target));
            }
            if (distribution.targetAccounts().isEmpty()) {
                expected.add(new Copy(distribution.region(), owner.account()));
            }
        }
        return expected;
    }

    FanOut fanOut() {
        SortedMap<Region, SortedSet<AccountId>> accounts = new TreeMap<>();
        distributions.keySet().forEach(region -> accounts.put(region, new TreeSet<>()));
        Stream.concat(expected.stream(), outputs.keySet().stream())
                .forEach(copy -> accounts.computeIfAbsent(copy.region(), region -> new TreeSet<>())
                        .add(copy.account()));
        SortedMap<Region, RegionFanOut> regions = new TreeMap<>();
        accounts.forEach((region, some) -> regions.put(region, region(region, some)));
        return new FanOut(regions);
    }

    private RegionFanOut region(Region region, SortedSet<AccountId> accounts) {
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
        Optional<Distribution> distribution = Optional.ofNullable(distributions.get(region));
        LaunchPermission permission =
                distribution.map(Distribution::launchPermission).orElse(LaunchPermission.NONE);
        return new RegionFanOut(
                region,
                amis,
                gaps,
                unexpected,
                withheld,
                permission,
                sharingFailure(region, amis.keySet(), permission),
                distribution.map(Distribution::settings));
    }

    /**
     * Why the owner's AMI is not shared. EC2 sets the launch permission of an AMI in one step, for everyone or for nobody, and
     * after the AMI is made. So a failure that names the owner's copy although it exists, or an account that gets no copy, is a
     * failure of that step. Inferred: when a failed build names no copy, no Region was shared.
     */
    private Optional<String> sharingFailure(Region region, Set<AccountId> made, LaunchPermission permission) {
        boolean isShared =
                made.contains(build.arn().account()) && !permission.audiences().isEmpty();
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
}

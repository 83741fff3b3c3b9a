package imagefanout.model.image;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Lineage;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which copies a build should have made. AWS does not state this rule: it is inferred from the service's own messages and
 * from the meaning of {@code targetAccountIds}, and stands here alone so that it can be changed here alone.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_AmiDistributionConfiguration.html">AmiDistributionConfiguration</a>
 */
final class ExpectedCopies {
    private ExpectedCopies() {}

    /**
     * In the build's own Region the build account always, plus the Region's target accounts; in any other Region its target
     * accounts or, when there are none, the build account. A container image makes no AMI, nor does a Region that only
     * distributes containers.
     */
    static SortedSet<Copy> of(ImageType type, Lineage owner, Collection<Distribution> distributions) {
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
}

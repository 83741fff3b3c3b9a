package imagefanout.model.image;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Lineage;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which copies a build should have made. AWS does not document this rule. It is inferred from Image Builder's messages and the
 * meaning of {@code targetAccountIds}, and kept in one place so that it can be changed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_AmiDistributionConfiguration.html">AmiDistributionConfiguration</a>
 */
final class ExpectedCopies {
    private ExpectedCopies() {}

    /**
     * In the build's own Region: the build account and the Region's target accounts. In any other Region: its target accounts
     * or, if there are none, the build account. Container images, and Regions that only distribute containers, make no AMI.
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

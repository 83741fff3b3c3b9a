package imagefanout.model.image;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Set;

/**
 * One Region of the distribution configuration embedded in an image.
 *
 * @param makesAmi false when the Region only distributes containers
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Distribution.html">Distribution</a>
 */
public record Distribution(
        Region region,
        boolean makesAmi,
        Set<AccountId> targetAccounts,
        LaunchPermission launchPermission,
        Settings settings) {
    public Distribution {
        targetAccounts = Set.copyOf(targetAccounts);
    }
}

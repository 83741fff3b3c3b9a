package imagefanout.model.organization;

import imagefanout.model.identity.AccountId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * An organization of AWS Organizations. It is only read.
 *
 * <p>Every method returns everything that was asked for, or throws {@link OrganizationUnreadableException}. A read that ended
 * early would make the accounts that it lacks look as if they had left.
 */
public interface Organization {
    /** All accounts, each with its units. An account that moves meanwhile has either its old or its new units. */
    OrganizationSnapshot read();

    /**
     * The tags of accounts, by account. An account without tags has an empty map; one that is no longer a member is absent.
     *
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTagsForResource.html">one call for each
     *     account</a>
     */
    Map<AccountId, Map<String, String>> tags(Collection<AccountId> accounts);

    /**
     * Which of these accounts are members now, each asked for by itself. A list may lag behind, so it alone does not prove that
     * an account has left.
     *
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html">AccountNotFoundException
     *     is the proof</a>
     */
    Set<AccountId> members(Collection<AccountId> accounts);
}

package imagefanout.model.image;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may launch the owner's AMI of a Region without having a copy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_LaunchPermissionConfiguration.html">LaunchPermissionConfiguration</a>
 */
public record LaunchPermission(Set<Audience> audiences) {
    public static final LaunchPermission NONE = new LaunchPermission(Set.of());

    public LaunchPermission {
        audiences = Set.copyOf(audiences);
    }

    /** The accounts that it names one by one. */
    public Set<AccountId> accounts() {
        return audiences.stream()
                .flatMap(audience ->
                        audience instanceof Audience.Account account ? Stream.of(account.id()) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the account may launch, itself or through one of the audiences that it belongs to. */
    public boolean includes(AccountId account, Set<Audience> memberships) {
        return audiences.contains(new Audience.Account(account))
                || audiences.contains(new Audience.Everyone())
                || !Collections.disjoint(audiences, memberships);
    }

    @Override
    public String toString() {
        return audiences.stream().map(Audience::toString).sorted().toList().toString();
    }
}

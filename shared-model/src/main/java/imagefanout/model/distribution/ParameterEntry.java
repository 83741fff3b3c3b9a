package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import java.util.Optional;

/**
 * An entry of {@code ssmParameterConfigurations} as it was read.
 *
 * @param where the setting, such as {@code ssmParameterConfigurations/0}
 * @param account empty: it names none that can be read
 * @param name empty: it has none that can be read
 * @param isImage whether its data type is {@code aws:ec2:image} and it has no further member
 */
public record ParameterEntry(String where, Optional<AccountId> account, Optional<ParameterName> name, boolean isImage) {
    public ParameterEntry {
        requireNonNull(where, "where");
        requireNonNull(account, "account");
        requireNonNull(name, "name");
    }

    /** The parameter, if a sync could have written the entry. Empty: it is kept as it is. */
    public Optional<SsmParameter> parameter() {
        return name.filter(known -> isImage).flatMap(known -> account.map(one -> new SsmParameter(known, one)));
    }
}

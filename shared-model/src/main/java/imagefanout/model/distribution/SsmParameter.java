package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import java.util.Comparator;

/** An entry of {@code ssmParameterConfigurations}: a build writes its AMI ID to the account's parameter, as {@code aws:ec2:image}. */
public record SsmParameter(ParameterName name, AccountId account) implements Comparable<SsmParameter> {
    private static final Comparator<SsmParameter> ORDER =
            Comparator.comparing(SsmParameter::name).thenComparing(SsmParameter::account);

    public SsmParameter {
        requireNonNull(name, "name");
        requireNonNull(account, "account");
    }

    @Override
    public int compareTo(SsmParameter other) {
        return ORDER.compare(this, other);
    }
}

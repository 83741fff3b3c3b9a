package imagefanout.testing.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.Digest;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every {@link DistributionConfigurations} promises. */
public abstract class DistributionConfigurationsContract {
    protected static final Region US = new Region("us-east-1");
    protected static final Region EU = new Region("eu-west-1");
    protected static final AccountId A = new AccountId("111111111111");
    protected static final AccountId B = new AccountId("222222222222");
    protected static final AccountId C = new AccountId("333333333333");
    private static final ParameterName GOLDEN = new ParameterName("/golden/linux/latest");
    private static final Digest TOKEN = new Digest("0123456789abcdef0123456789abcdef");

    protected abstract DistributionConfigurations configurations();

    /** Creates a configuration in us-east-1 without the port. Its Regions also have another output. */
    protected abstract DistributionConfigurationArn put(
            String name, Optional<String> tag, SortedMap<Region, SortedSet<AccountId>> targets);

    /** Changes the description, as someone else would. */
    protected abstract void touch(DistributionConfigurationArn arn);

    @Test
    void listsEveryConfigurationWithItsTag() {
        for (int i = 0; i < 30; i++) {
            put("untagged-" + i, Optional.empty(), targets(US, A));
        }
        DistributionConfigurationArn tagged = put("tagged", Optional.of("prod sandbox"), targets(US, A));

        assertThat(configurations().all(US))
                .hasSize(31)
                .contains(new ConfigurationSummary(
                        tagged,
                        "tagged",
                        Optional.of("prod sandbox"),
                        Optional.empty(),
                        Optional.of(configurations().read(tagged).updatedAt())));
    }

    @Test
    void readsTheTargetsOfEveryRegion() {
        SortedMap<Region, SortedSet<AccountId>> targets = targets(US, A, B);
        targets.put(EU, accounts());
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets);

        DistributionConfiguration read = configurations().read(arn);

        assertThat(read.targets()).isEqualTo(targets);
        assertThat(read.tag()).contains("prod");
        assertThat(read.obstacles()).isEmpty();
    }

    @Test
    void readsTheSameWhileNothingIsWritten() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A, B));

        assertThat(configurations().read(arn)).isEqualTo(configurations().read(arn));
    }

    @Test
    void replacesTheTargetsOfTheRegionsThatDifferAndNothingElse() {
        SortedMap<Region, SortedSet<AccountId>> targets = targets(US, A, B);
        targets.put(EU, accounts(A));
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets);
        DistributionConfiguration before = configurations().read(arn);

        boolean replaced = configurations().replaceTargets(before, targets(US, B, C), new TreeMap<>(), TOKEN);

        DistributionConfiguration after = configurations().read(arn);
        targets.put(US, accounts(B, C));
        assertThat(replaced).isTrue();
        assertThat(after.targets()).isEqualTo(targets);
        assertThat(after.rest()).isEqualTo(before.rest());
        assertThat(after.updatedAt()).isNotEqualTo(before.updatedAt());
    }

    @Test
    void omitsTheFieldWhenNoAccountIsLeft() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));

        configurations().replaceTargets(configurations().read(arn), targets(US), new TreeMap<>(), TOKEN);

        assertThat(configurations().read(arn).targets()).isEqualTo(targets(US));
    }

    @Test
    void addsTargetsToARegionWithoutAny() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US));

        configurations().replaceTargets(configurations().read(arn), targets(US, A), new TreeMap<>(), TOKEN);

        assertThat(configurations().read(arn).targets()).isEqualTo(targets(US, A));
    }

    @Test
    void writesNothingWhenSomeoneElseWroteFirst() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        DistributionConfiguration stale = configurations().read(arn);
        touch(arn);

        boolean replaced = configurations().replaceTargets(stale, targets(US, B), new TreeMap<>(), TOKEN);

        assertThat(replaced).isFalse();
        assertThat(configurations().read(arn).targets()).isEqualTo(targets(US, A));
    }

    @Test
    void acceptsTheMaximumOfTargets() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        SortedMap<Region, SortedSet<AccountId>> most = new TreeMap<>(Map.of(US, many(1536)));

        configurations().replaceTargets(configurations().read(arn), most, new TreeMap<>(), TOKEN);

        assertThat(configurations().read(arn).targets()).isEqualTo(most);
    }

    @Test
    void refusesOneTargetTooMany() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        DistributionConfiguration read = configurations().read(arn);
        SortedMap<Region, SortedSet<AccountId>> tooMany = new TreeMap<>(Map.of(US, many(1537)));

        assertThatThrownBy(() -> configurations().replaceTargets(read, tooMany, new TreeMap<>(), TOKEN))
                .isInstanceOf(ImageBuilderException.class);

        assertThat(configurations().read(arn)).isEqualTo(read);
    }

    @Test
    void addsAndRemovesSsmParameters() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A, B));
        ParameterChange added = ParameterChange.between(parameters(), parameters(A, B));
        configurations()
                .replaceTargets(configurations().read(arn), new TreeMap<>(), new TreeMap<>(Map.of(US, added)), TOKEN);
        DistributionConfiguration before = configurations().read(arn);
        SortedMap<Region, SortedSet<AccountId>> targets = targets(US, B, C);
        SortedMap<Region, ParameterChange> change =
                new TreeMap<>(Map.of(US, ParameterChange.between(parameters(A, B), parameters(B, C))));

        configurations().replaceTargets(before, targets, change, new Digest("ffffffffffffffffffffffffffffffff"));

        DistributionConfiguration after = configurations().read(arn);
        assertThat(before.regions().get(US).parameters()).isEqualTo(parameters(A, B));
        assertThat(after.regions().get(US).parameters()).isEqualTo(parameters(B, C));
        assertThat(after.isSameWith(before, targets, change)).isTrue();
        assertThat(after.isSameWith(before, targets, new TreeMap<>())).isFalse();
    }

    @Test
    void createsAConfigurationWithSsmParameters() {
        SortedMap<Region, SortedSet<AccountId>> targets = targets(US, A, B);
        targets.put(EU, accounts());
        NewConfiguration declared = new NewConfiguration(declared(Map.of(ParameterName.TAG, GOLDEN.value())), targets);

        DistributionConfigurationArn arn =
                configurations().create(US, declared, TOKEN).orElseThrow();

        DistributionConfiguration read = configurations().read(arn);
        assertThat(read.parameterTag()).contains(GOLDEN.value());
        assertThat(read.regions().get(US).parameters()).isEqualTo(parameters(A, B));
        assertThat(read.regions().get(EU).parameters()).isEmpty();
        assertThat(configurations().all(US))
                .extracting(ConfigurationSummary::parameterTag)
                .containsExactly(Optional.of(GOLDEN.value()));
    }

    @Test
    void knowsNoPipelineOfAConfigurationThatNoneUses() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));

        assertThat(configurations().pipelinesWithoutRole(arn)).isEmpty();
    }

    private static SortedSet<SsmParameter> parameters(AccountId... accounts) {
        SortedSet<SsmParameter> parameters = new TreeSet<>();
        for (AccountId account : accounts) {
            parameters.add(new SsmParameter(GOLDEN, account));
        }
        return parameters;
    }

    @Test
    void failsToReadAnUnknownConfiguration() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        DistributionConfigurationArn other =
                new DistributionConfigurationArn(arn.partition(), arn.region(), arn.account(), "nowhere");

        assertThatThrownBy(() -> configurations().read(other))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void createsAManagedConfigurationOnce() {
        SortedMap<Region, SortedSet<AccountId>> targets = targets(US, A, B);
        targets.put(EU, accounts());
        NewConfiguration declared = new NewConfiguration(declared(), targets);

        Optional<DistributionConfigurationArn> first = configurations().create(US, declared, TOKEN);
        Optional<DistributionConfigurationArn> second =
                configurations().create(US, declared, new Digest("ffffffffffffffffffffffffffffffff"));

        DistributionConfiguration read = configurations().read(first.orElseThrow());
        assertThat(second).isEmpty();
        assertThat(read.name()).isEqualTo("Golden Everywhere");
        assertThat(read.tag()).contains("prod sandbox");
        assertThat(read.targets()).isEqualTo(targets);
        assertThat(read.regions().values()).allMatch(region -> region.hasOtherOutput());
        assertThat(configurations().all(US))
                .containsExactly(new ConfigurationSummary(
                        read.arn(), "Golden Everywhere", read.tag(), Optional.empty(), Optional.of(read.updatedAt())));
    }

    private static DeclaredConfiguration declared() {
        return declared(Map.of("team", "images"));
    }

    private static DeclaredConfiguration declared(Map<String, String> tags) {
        return new DeclaredConfiguration(
                "Golden Everywhere",
                Optional.empty(),
                new TreeSet<>(Set.of(US, EU)),
                GroupTag.parse("prod sandbox"),
                "golden-{{ imagebuilder:buildDate }}",
                Optional.of("for everybody"),
                new TreeMap<>(tags));
    }

    private static SortedSet<AccountId> many(int count) {
        SortedSet<AccountId> many = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            many.add(new AccountId(String.format("%012d", 500_000_000_000L + i)));
        }
        return many;
    }

    protected static SortedMap<Region, SortedSet<AccountId>> targets(Region region, AccountId... accounts) {
        return new TreeMap<>(Map.of(region, accounts(accounts)));
    }

    protected static SortedSet<AccountId> accounts(AccountId... accounts) {
        return new TreeSet<>(Arrays.asList(accounts));
    }
}

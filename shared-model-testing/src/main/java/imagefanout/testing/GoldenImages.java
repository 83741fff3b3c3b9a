package imagefanout.testing;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.Distribution;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.OutputAmi;
import imagefanout.model.image.Recipe;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The golden images of the tests, built in us-east-1 by account 123456789012. Each method returns a changed copy. A build has
 * every AMI that its distributions ask for, except those that {@link #without} removes.
 */
public final class GoldenImages {
    public static final Region US = new Region("us-east-1");
    public static final Region EU = new Region("eu-west-1");
    public static final AccountId OWNER = new AccountId("123456789012");
    public static final AccountId PROD = new AccountId("111111111111");
    public static final AccountId SANDBOX = new AccountId("222222222222");
    public static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");

    private final Build build;
    private final List<Distribution> distributions;
    private final Set<Copy> missing;
    /** The outputs of copies that do not simply have one AMI. */
    private final Map<Copy, List<OutputAmi>> odd;

    private GoldenImages(Build build, List<Distribution> distributions, Set<Copy> missing) {
        this(build, distributions, missing, Map.of());
    }

    private GoldenImages(
            Build build, List<Distribution> distributions, Set<Copy> missing, Map<Copy, List<OutputAmi>> odd) {
        this.build = build;
        this.distributions = distributions;
        this.missing = missing;
        this.odd = odd;
    }

    /** {@code golden-linux/1.0.0/n} of the pipeline, AVAILABLE, created n hours into 2026; one AMI, for its owner. */
    public static GoldenImages build(int number) {
        ImageBuildArn arn =
                ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/" + number);
        Volume root = new Volume(
                "/dev/xvda",
                Optional.of("io2"),
                OptionalInt.of(50),
                OptionalInt.of(1000),
                OptionalInt.empty(),
                Optional.of(true));
        Recipe recipe = new Recipe(
                "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0",
                Optional.of("arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x"),
                List.of(root));
        Build build = new Build(
                arn,
                "Golden Linux",
                ImageType.AMI,
                ImageState.AVAILABLE,
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * number),
                Optional.of(PIPELINE),
                Optional.of(recipe),
                Optional.of("Linux"),
                Optional.of("Amazon Linux 2023"),
                Optional.of("arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere"),
                List.of());
        return new GoldenImages(build, List.of(), Set.of());
    }

    /** Five AMIs over two Regions and three accounts. */
    public static GoldenImages fiveAmis(int number) {
        return build(number).to(US, PROD, SANDBOX).to(EU, PROD, SANDBOX);
    }

    public GoldenImages to(Region region, AccountId... targets) {
        return to(region, LaunchPermission.NONE, targets);
    }

    public GoldenImages to(Region region, LaunchPermission permission, AccountId... targets) {
        List<Distribution> more = new ArrayList<>(distributions);
        Settings settings = new Settings("{\"amiDistributionConfiguration\":{},\"region\":\"" + region + "\"}");
        more.add(new Distribution(region, true, Set.copyOf(Arrays.asList(targets)), permission, settings));
        return new GoldenImages(build, more, missing);
    }

    public GoldenImages in(ImageState state) {
        return new GoldenImages(build.withState(state, Optional.empty()), distributions, missing);
    }

    /** With this reason for its state. */
    public GoldenImages because(String reason) {
        return new GoldenImages(build.withState(build.state(), Optional.of(reason)), distributions, missing);
    }

    /** FAILED in distribution: the copy for {@code account} in {@code region} is missing, and the reason names it. */
    public GoldenImages failedFor(Region region, AccountId account) {
        String reason =
                "Not all distribution jobs are completed. 1) AMI Copy Reported Failure For ami-0123456789abcdef0"
                        + " when distributing the image from the source account (ID: "
                        + build.arn().account()
                        + ") to the destination account (ID: " + account + ") in Region " + region + ".";
        return new GoldenImages(build.withState(ImageState.FAILED, Optional.of(reason)), distributions, missing)
                .without(region, account);
    }

    public GoldenImages without(Region region, AccountId account) {
        Set<Copy> more = new java.util.HashSet<>(missing);
        more.add(new Copy(region, account));
        return new GoldenImages(build, distributions, more);
    }

    /** The ARN is deleted and built again, an hour later: other AMIs, another date. */
    public GoldenImages builtAgain() {
        Build later = new Build(
                build.arn(),
                build.name(),
                build.type(),
                build.state(),
                build.reason(),
                build.createdAt().plusSeconds(3600),
                build.pipeline(),
                build.recipe(),
                build.platform(),
                build.osVersion(),
                build.distributionConfigurationArn(),
                List.of());
        return new GoldenImages(later, distributions, missing);
    }

    /** Image Builder says that the AMI of this copy is in this state. */
    public GoldenImages withAmi(Region region, AccountId account, ImageState state) {
        Map<Copy, List<OutputAmi>> more = new HashMap<>(odd);
        more.put(
                new Copy(region, account),
                List.of(new OutputAmi(new Copy(region, account), ami(region, account), state, Optional.empty())));
        return new GoldenImages(build, distributions, missing, more);
    }

    /** Image Builder lists two AMIs for this copy. */
    public GoldenImages withTwoAmis(Region region, AccountId account) {
        Copy copy = new Copy(region, account);
        Map<Copy, List<OutputAmi>> more = new HashMap<>(odd);
        more.put(copy, List.of(available(copy, ami(region, account)), available(copy, secondAmi(region, account))));
        return new GoldenImages(build, distributions, missing, more);
    }

    /** The second AMI of {@link #withTwoAmis}. */
    public AmiId secondAmi(Region region, AccountId account) {
        return new AmiId(ami(region, account).value().substring(0, 12));
    }

    public GoldenImages withoutPipeline() {
        return as(build.arn(), build.type(), Optional.empty(), build.distributionConfigurationArn());
    }

    public GoldenImages of(PipelineArn pipeline) {
        return as(build.arn(), build.type(), Optional.of(pipeline), build.distributionConfigurationArn());
    }

    public GoldenImages named(ImageBuildArn arn) {
        return as(arn, build.type(), build.pipeline(), build.distributionConfigurationArn());
    }

    public GoldenImages distributedBy(String configurationArn) {
        return as(build.arn(), build.type(), build.pipeline(), Optional.of(configurationArn));
    }

    /** A container image, without an AMI. */
    public GoldenImages container() {
        return as(build.arn(), ImageType.DOCKER, build.pipeline(), build.distributionConfigurationArn())
                .without(build.arn().region(), build.arn().account());
    }

    public GoldenImages createdAt(Instant instant) {
        return as(build.arn(), build.type(), build.pipeline(), build.distributionConfigurationArn(), instant);
    }

    private GoldenImages as(
            ImageBuildArn arn, ImageType type, Optional<PipelineArn> pipeline, Optional<String> configurationArn) {
        return as(arn, type, pipeline, configurationArn, build.createdAt());
    }

    private GoldenImages as(
            ImageBuildArn arn,
            ImageType type,
            Optional<PipelineArn> pipeline,
            Optional<String> configurationArn,
            Instant createdAt) {
        Build other = new Build(
                arn,
                build.name(),
                type,
                build.state(),
                build.reason(),
                createdAt,
                pipeline,
                build.recipe(),
                build.platform(),
                build.osVersion(),
                configurationArn,
                List.of());
        return new GoldenImages(other, distributions, missing);
    }

    public ImageBuildArn arn() {
        return build.arn();
    }

    /** The build as GetImage describes it. */
    public DescribedImage described() {
        Map<Copy, AmiId> amis = new TreeMap<>();
        amis.put(
                new Copy(build.arn().region(), build.arn().account()),
                ami(build.arn().region(), build.arn().account()));
        for (Distribution distribution : distributions) {
            Set<AccountId> accounts = distribution.targetAccounts().isEmpty()
                    ? Set.of(build.arn().account())
                    : distribution.targetAccounts();
            for (AccountId account : accounts) {
                amis.put(new Copy(distribution.region(), account), ami(distribution.region(), account));
            }
        }
        amis.keySet().removeAll(missing);
        List<OutputAmi> outputs = amis.entrySet().stream()
                .flatMap(ami ->
                        odd.getOrDefault(ami.getKey(), List.of(available(ami.getKey(), ami.getValue()))).stream())
                .toList();
        return new DescribedImage(build, distributions, outputs, Map.of());
    }

    private static OutputAmi available(Copy copy, AmiId ami) {
        return new OutputAmi(copy, ami, ImageState.AVAILABLE, Optional.empty());
    }

    /** The AMI ID of this build's copy: always the same, and different for each build and copy. */
    public AmiId ami(Region region, AccountId account) {
        BigInteger mixed = new BigInteger(
                        1,
                        (build.arn() + " " + build.createdAt() + " " + region + " " + account)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .mod(BigInteger.TWO.pow(68).subtract(BigInteger.valueOf(159)));
        return new AmiId("ami-" + String.format("%17s", mixed.toString(16)).replace(' ', '0'));
    }
}

package imagefanout.imagebuilder;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.Recipe;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.imagebuilder.model.AmiDistributionConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;
import software.amazon.awssdk.services.imagebuilder.model.DistributionConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.EbsInstanceBlockDeviceSpecification;
import software.amazon.awssdk.services.imagebuilder.model.Image;
import software.amazon.awssdk.services.imagebuilder.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.imagebuilder.model.LaunchPermissionConfiguration;

/** Reads the answer of GetImage. */
final class ImageAnswer {
    private final ImageBuildArn arn;
    private final RawAnswer raw;
    private final AnswerParser parser;

    ImageAnswer(ImageBuildArn arn, RawAnswer raw) {
        this.arn = arn;
        this.raw = raw;
        this.parser = new AnswerParser("GetImage of " + arn);
    }

    DescribedImage describe(Image image) {
        parser.present("image", image);
        UnmodelledImage unmodelled = UnmodelledImage.of(raw);
        OutputAmis outputs = OutputAmis.of(image.outputResources(), arn.account(), parser);
        Map<Copy, String> failures = new HashMap<>(unmodelled.failures());
        outputs.failures().forEach(failures::putIfAbsent);
        return new DescribedImage(
                build(image),
                distributions(image.distributionConfiguration(), unmodelled.settings()),
                outputs.amis(),
                failures);
    }

    private Build build(Image image) {
        ImageBuildArn answered = parser.required("arn", image.arn(), ImageBuildArn::parse);
        if (!answered.equals(arn)) {
            throw parser.malformed("arn", new MalformedException("the requested ARN", image.arn()));
        }
        parser.present("state", image.state());
        return new Build(
                arn,
                parser.text("name", image.name()),
                // Images older than container support have no type.
                parser.optional("type", image.typeAsString(), ImageType::parse).orElse(ImageType.AMI),
                parser.required("state.status", image.state().statusAsString(), ImageState::parse),
                AnswerParser.text(image.state().reason()),
                parser.instant("dateCreated", image.dateCreated()),
                parser.optional("sourcePipelineArn", image.sourcePipelineArn(), PipelineArn::parse),
                recipe(image),
                AnswerParser.text(image.platformAsString()),
                AnswerParser.text(image.osVersion()),
                Optional.ofNullable(image.distributionConfiguration())
                        .map(DistributionConfiguration::arn)
                        .flatMap(AnswerParser::text));
    }

    /** A container recipe has no volumes here: its block devices belong to the build instance, not to the image. */
    private Optional<Recipe> recipe(Image image) {
        if (image.imageRecipe() != null) {
            List<Volume> volumes = image.imageRecipe().blockDeviceMappings().stream()
                    .filter(device -> device != null && device.ebs() != null)
                    .map(ImageAnswer::volume)
                    .toList();
            return Optional.of(new Recipe(
                    parser.text("imageRecipe.arn", image.imageRecipe().arn()),
                    AnswerParser.text(image.imageRecipe().parentImage()),
                    volumes));
        }
        return Optional.ofNullable(image.containerRecipe())
                .map(recipe -> new Recipe(
                        parser.text("containerRecipe.arn", recipe.arn()),
                        AnswerParser.text(recipe.parentImage()),
                        List.of()));
    }

    private static Volume volume(InstanceBlockDeviceMapping device) {
        EbsInstanceBlockDeviceSpecification ebs = device.ebs();
        return new Volume(
                Objects.requireNonNullElse(device.deviceName(), ""),
                AnswerParser.text(ebs.volumeTypeAsString()),
                number(ebs.volumeSize()),
                number(ebs.iops()),
                number(ebs.throughput()),
                Optional.ofNullable(ebs.encrypted()));
    }

    private static OptionalInt number(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private List<imagefanout.model.image.Distribution> distributions(
            DistributionConfiguration configuration, List<Settings> settings) {
        if (configuration == null) {
            return List.of();
        }
        List<Distribution> answered = configuration.distributions();
        if (answered.size() != settings.size()) {
            throw parser.malformed(
                    "distributionConfiguration.distributions",
                    new IllegalStateException("the SDK read " + answered.size() + " of " + settings.size()));
        }
        List<imagefanout.model.image.Distribution> distributions = new ArrayList<>();
        for (int i = 0; i < answered.size(); i++) {
            String field = "distributionConfiguration.distributions[" + i + "]";
            distributions.add(distribution(field, answered.get(i), settings.get(i)));
        }
        return distributions;
    }

    private imagefanout.model.image.Distribution distribution(
            String field, Distribution distribution, Settings settings) {
        parser.present(field, distribution);
        Optional<AmiDistributionConfiguration> ami = Optional.ofNullable(distribution.amiDistributionConfiguration());
        List<String> targets =
                ami.map(AmiDistributionConfiguration::targetAccountIds).orElse(List.of());
        return new imagefanout.model.image.Distribution(
                parser.required(field + ".region", distribution.region(), Region::new),
                makesAmi(distribution),
                Set.copyOf(
                        parser.each(field + ".amiDistributionConfiguration.targetAccountIds", targets, AccountId::new)),
                ami.map(AmiDistributionConfiguration::launchPermission)
                        .map(permission ->
                                permission(field + ".amiDistributionConfiguration.launchPermission", permission))
                        .orElse(LaunchPermission.NONE),
                settings);
    }

    private static boolean makesAmi(Distribution distribution) {
        return distribution.containerDistributionConfiguration() == null
                || distribution.amiDistributionConfiguration() != null
                || distribution.s3ExportConfiguration() != null
                || Stream.of(
                                distribution.licenseConfigurationArns(),
                                distribution.launchTemplateConfigurations(),
                                distribution.fastLaunchConfigurations(),
                                distribution.ssmParameterConfigurations())
                        .anyMatch(settings -> !settings.isEmpty());
    }

    private LaunchPermission permission(String field, LaunchPermissionConfiguration permission) {
        Set<Audience> audiences = new HashSet<>();
        audiences.addAll(
                parser.each(field + ".userIds", permission.userIds(), id -> new Audience.Account(new AccountId(id))));
        audiences.addAll(parser.each(field + ".userGroups", permission.userGroups(), ImageAnswer::group));
        audiences.addAll(
                parser.each(field + ".organizationArns", permission.organizationArns(), Audience.Organization::new));
        audiences.addAll(parser.each(
                field + ".organizationalUnitArns",
                permission.organizationalUnitArns(),
                Audience.OrganizationalUnit::new));
        return new LaunchPermission(audiences);
    }

    /** EC2 has only the group {@code all}. */
    private static Audience group(String name) {
        if ("all".equals(name)) {
            return new Audience.Everyone();
        }
        throw new MalformedException("the user group all", name);
    }
}

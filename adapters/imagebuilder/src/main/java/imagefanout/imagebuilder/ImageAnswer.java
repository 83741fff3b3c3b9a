package imagefanout.imagebuilder;

import imagefanout.imagebuilder.ImageBuilderCalls.ParsedAndRaw;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.imagebuilder.model.AmiDistributionConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;
import software.amazon.awssdk.services.imagebuilder.model.DistributionConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.EbsInstanceBlockDeviceSpecification;
import software.amazon.awssdk.services.imagebuilder.model.GetImageResponse;
import software.amazon.awssdk.services.imagebuilder.model.Image;
import software.amazon.awssdk.services.imagebuilder.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.imagebuilder.model.LaunchPermissionConfiguration;

/** Reads the answer of GetImage. */
final class ImageAnswer {
    /** Their settings are compared with the model one by one. */
    private static final String DISTRIBUTIONS = "/image/distributionConfiguration/distributions/";

    private final ImageBuildArn arn;
    private final ParsedAndRaw<GetImageResponse> answer;
    private final AnswerParser parser;

    ImageAnswer(ImageBuildArn arn, ParsedAndRaw<GetImageResponse> answer) {
        this.arn = arn;
        this.answer = answer;
        this.parser = new AnswerParser("GetImage of " + arn);
    }

    DescribedImage describe() {
        Image image = parser.present("image", answer.parsed().image());
        answer.unread().stream()
                .filter(pointer -> !pointer.startsWith(DISTRIBUTIONS))
                .forEach(pointer -> parser.warn(field(pointer), "a value of another type is ignored"));
        UnmodelledImage unmodelled = UnmodelledImage.of(answer.raw());
        OutputAmis outputs = OutputAmis.of(image.outputResources(), arn.account(), parser);
        Map<Copy, String> failures = new HashMap<>(unmodelled.failures());
        outputs.failures().forEach(failures::putIfAbsent);
        List<imagefanout.model.image.Distribution> distributions =
                distributions(image.distributionConfiguration(), unmodelled.settings());
        return new DescribedImage(build(image), distributions, outputs.amis(), failures);
    }

    /** {@code /image/outputResources/amis/0} is the field {@code outputResources.amis[0]}. */
    private static String field(String pointer) {
        return pointer.replaceFirst("^/image/", "")
                .replaceAll("/([0-9]+)", "[$1]")
                .replace('/', '.');
    }

    /** UNKNOWN with a warning when this fleet does not know the state. */
    static ImageState state(String field, String status, AnswerParser parser) {
        return parser.readable(field, status, ImageState::parse).orElse(ImageState.UNKNOWN);
    }

    /** UNKNOWN with a warning when the state is missing or this fleet does not know it. */
    static ImageState state(software.amazon.awssdk.services.imagebuilder.model.ImageState state, AnswerParser parser) {
        return state("state.status", state == null ? null : state.statusAsString(), parser);
    }

    static Optional<String> reason(software.amazon.awssdk.services.imagebuilder.model.ImageState state) {
        return Optional.ofNullable(state).flatMap(present -> AnswerParser.text(present.reason()));
    }

    /** An unreadable date counts as the oldest of all. */
    static Instant createdAt(String date, AnswerParser parser) {
        return parser.readable("dateCreated", date, AnswerParser::instant).orElse(Instant.EPOCH);
    }

    private Build build(Image image) {
        ImageBuildArn answered = parser.required("arn", image.arn(), ImageBuildArn::parse);
        if (!answered.equals(arn)) {
            throw parser.malformed("arn", new MalformedException("the requested ARN", image.arn()));
        }
        ImageState state = state(image.state(), parser);
        Instant createdAt = createdAt(image.dateCreated(), parser);
        Optional<PipelineArn> pipeline =
                parser.readableIfPresent("sourcePipelineArn", image.sourcePipelineArn(), PipelineArn::parse);
        // Images older than container support have no type.
        ImageType type = parser.readableIfPresent("type", image.typeAsString(), ImageType::parse)
                .orElse(ImageType.AMI);
        Optional<Recipe> recipe = recipe(image);
        Optional<String> name = parser.expected("name", image.name(), "a name");
        return new Build(
                arn,
                name.orElseGet(arn::name),
                type,
                state,
                reason(image.state()),
                createdAt,
                pipeline,
                recipe,
                AnswerParser.text(image.platformAsString()),
                AnswerParser.text(image.osVersion()),
                Optional.ofNullable(image.distributionConfiguration())
                        .map(DistributionConfiguration::arn)
                        .flatMap(AnswerParser::text),
                parser.warnings());
    }

    /** A container recipe has no volumes here: its block devices belong to the build instance, not to the image. */
    private Optional<Recipe> recipe(Image image) {
        if (image.imageRecipe() != null) {
            List<Volume> volumes = image.imageRecipe().blockDeviceMappings().stream()
                    .filter(device -> device != null && device.ebs() != null)
                    .map(ImageAnswer::volume)
                    .toList();
            return recipe(
                    "imageRecipe.arn",
                    image.imageRecipe().arn(),
                    image.imageRecipe().parentImage(),
                    volumes);
        }
        return Optional.ofNullable(image.containerRecipe())
                .flatMap(recipe -> recipe("containerRecipe.arn", recipe.arn(), recipe.parentImage(), List.of()));
    }

    private Optional<Recipe> recipe(String field, String arn, String parentImage, List<Volume> volumes) {
        return parser.expected(field, arn, "the ARN of a recipe")
                .map(text -> new Recipe(text, AnswerParser.text(parentImage), volumes));
    }

    /** @param device null, or without EBS settings: the volume has no settings */
    static Volume volume(InstanceBlockDeviceMapping device) {
        Optional<InstanceBlockDeviceMapping> mapping = Optional.ofNullable(device);
        Optional<EbsInstanceBlockDeviceSpecification> ebs = mapping.map(InstanceBlockDeviceMapping::ebs);
        return new Volume(
                mapping.map(InstanceBlockDeviceMapping::deviceName).orElse(""),
                ebs.map(EbsInstanceBlockDeviceSpecification::volumeTypeAsString).flatMap(AnswerParser::text),
                number(ebs.map(EbsInstanceBlockDeviceSpecification::volumeSize)),
                number(ebs.map(EbsInstanceBlockDeviceSpecification::iops)),
                number(ebs.map(EbsInstanceBlockDeviceSpecification::throughput)),
                ebs.map(EbsInstanceBlockDeviceSpecification::encrypted));
    }

    private static OptionalInt number(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
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
        Map<Region, imagefanout.model.image.Distribution> distributions = new LinkedHashMap<>();
        for (int i = 0; i < answered.size(); i++) {
            String field = "distributionConfiguration.distributions[" + i + "]";
            Optional<Distribution> distribution = Optional.ofNullable(answered.get(i));
            Optional<Region> region = parser.readable(
                    field + ".region", distribution.map(Distribution::region).orElse(null), Region::new);
            if (region.isPresent()) {
                imagefanout.model.image.Distribution read =
                        distribution(field, region.get(), distribution.get(), settings.get(i));
                if (distributions.putIfAbsent(region.get(), read) != null) {
                    parser.warn(field, "the second entry of " + region.get() + " is ignored");
                }
            }
        }
        return List.copyOf(distributions.values());
    }

    private imagefanout.model.image.Distribution distribution(
            String field, Region region, Distribution distribution, Settings settings) {
        SdkJson.unknownTo(Distribution.builder(), CanonicalJson.parse(settings.json()))
                .forEach(pointer -> parser.warn(field + pointer, "this version of the fleet does not know it"));
        Optional<AmiDistributionConfiguration> ami = Optional.ofNullable(distribution.amiDistributionConfiguration());
        List<String> targets =
                ami.map(AmiDistributionConfiguration::targetAccountIds).orElse(List.of());
        return new imagefanout.model.image.Distribution(
                region,
                makesAmi(distribution),
                Set.copyOf(parser.eachReadable(
                        field + ".amiDistributionConfiguration.targetAccountIds", targets, AccountId::new)),
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
        audiences.addAll(parser.eachReadable(
                field + ".userIds", permission.userIds(), id -> new Audience.Account(new AccountId(id))));
        audiences.addAll(parser.eachReadable(field + ".userGroups", permission.userGroups(), ImageAnswer::group));
        audiences.addAll(parser.eachReadable(
                field + ".organizationArns", permission.organizationArns(), Audience.Organization::new));
        audiences.addAll(parser.eachReadable(
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

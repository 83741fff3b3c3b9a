package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.Distribution;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.OutputAmi;
import imagefanout.model.image.Recipe;
import imagefanout.model.image.Volume;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.image.ImageBuilderContract;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** The real SDK client against the emulator. */
class EmulatedImageBuilderTest extends ImageBuilderContract {
    private final EmulatorFixture service = new EmulatorFixture();
    private int tokens;

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected ImageBuilder imageBuilder() {
        return new SdkImageBuilder(service.clients(), Deadline.none());
    }

    @Override
    protected void given(GoldenImages golden) {
        DescribedImage image = golden.described();
        String pipeline = create(
                        "CreateImagePipeline",
                        request("golden-linux")
                                .put(
                                        "imageRecipeArn",
                                        recipe(image.build().recipe().orElseThrow()))
                                .put("infrastructureConfigurationArn", infrastructure())
                                .put("distributionConfigurationArn", distribution(image)))
                .get("imagePipelineArn")
                .textValue();
        failMissingCopies(image);
        create("StartImagePipelineExecution", request().put("imagePipelineArn", pipeline));
        service.finishBuilds();
    }

    private String recipe(Recipe recipe) {
        ObjectNode request = request("golden-linux")
                .put("semanticVersion", "1.0.0")
                .put("parentImage", recipe.parentImage().orElseThrow());
        ArrayNode devices = request.putArray("blockDeviceMappings");
        for (Volume volume : recipe.volumes()) {
            devices.addObject()
                    .put("deviceName", volume.deviceName())
                    .putObject("ebs")
                    .put("volumeType", volume.volumeType().orElseThrow())
                    .put("volumeSize", volume.sizeGib().orElseThrow())
                    .put("iops", volume.iops().orElseThrow())
                    .put("encrypted", volume.encrypted().orElseThrow());
        }
        return create("CreateImageRecipe", request).get("imageRecipeArn").textValue();
    }

    private String infrastructure() {
        return create("CreateInfrastructureConfiguration", request("builders").put("instanceProfileName", "builder"))
                .get("infrastructureConfigurationArn")
                .textValue();
    }

    private String distribution(DescribedImage image) {
        ObjectNode request = request("everywhere");
        ArrayNode distributions = request.putArray("distributions");
        for (Distribution distribution : image.distributions()) {
            ObjectNode ami = distributions
                    .addObject()
                    .put("region", distribution.region().value())
                    .putObject("amiDistributionConfiguration")
                    .put("name", "golden {{ imagebuilder:buildDate }}");
            for (AccountId target : distribution.targetAccounts()) {
                ami.withArray("targetAccountIds").add(target.value());
            }
            for (Audience audience : distribution.launchPermission().audiences()) {
                permit(ami.withObject("/launchPermission"), audience);
            }
        }
        return create("CreateDistributionConfiguration", request)
                .get("distributionConfigurationArn")
                .textValue();
    }

    private static void permit(ObjectNode permission, Audience audience) {
        if (audience instanceof Audience.Account account) {
            permission.withArray("userIds").add(account.id().value());
        } else if (audience instanceof Audience.Organization organization) {
            permission.withArray("organizationArns").add(organization.arn());
        } else if (audience instanceof Audience.OrganizationalUnit unit) {
            permission.withArray("organizationalUnitArns").add(unit.arn());
        } else {
            permission.withArray("userGroups").add("all");
        }
    }

    private void failMissingCopies(DescribedImage image) {
        Set<Copy> came = image.outputs().stream().map(OutputAmi::copy).collect(Collectors.toSet());
        for (Distribution distribution : image.distributions()) {
            for (AccountId target : distribution.targetAccounts()) {
                if (!came.contains(new Copy(distribution.region(), target))) {
                    service.fault("{\"kind\":\"COPY_FAILS\",\"region\":\"%s\",\"accountId\":\"%s\"}"
                            .formatted(distribution.region(), target));
                }
            }
        }
    }

    private ObjectNode request(String name) {
        return request().put("name", name);
    }

    private ObjectNode request() {
        return CanonicalJson.MAPPER.createObjectNode().put("clientToken", "token-" + tokens++);
    }

    private ObjectNode create(String operation, ObjectNode request) {
        return (ObjectNode) service.put(operation, request);
    }
}

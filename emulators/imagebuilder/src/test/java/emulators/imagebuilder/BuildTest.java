package emulators.imagebuilder;

import static emulators.imagebuilder.SampleResources.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.imagebuilder.model.Ami;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;
import software.amazon.awssdk.services.imagebuilder.model.Image;
import software.amazon.awssdk.services.imagebuilder.model.ImageSummary;
import software.amazon.awssdk.services.imagebuilder.model.InvalidParameterValueException;
import software.amazon.awssdk.services.imagebuilder.model.InvalidRequestException;
import software.amazon.awssdk.services.imagebuilder.model.ResourceInUseException;
import software.amazon.awssdk.services.imagebuilder.model.ResourceNotFoundException;

class BuildTest {

    private static final String COPY_FAILS =
            "{\"kind\":\"COPY_FAILS\",\"region\":\"eu-west-1\",\"accountId\":\"222222222222\"}";

    private final Emulation emulation = new Emulation();
    private final SampleResources resources = new SampleResources(emulation.client());

    @AfterEach
    void close() {
        emulation.close();
    }

    @Test
    void goesFromCreatingToAvailable() {
        String arn = resources.start(resources.pipeline("golden", region("us-east-1")));

        List<String> seen = new ArrayList<>();
        for (int phase = 0; phase <= 4; phase++) {
            seen.add(resources.status(arn));
            emulation.clock().advance(Emulation.BUILD.dividedBy(4));
        }

        assertThat(seen).containsExactly("CREATING", "BUILDING", "TESTING", "DISTRIBUTING", "AVAILABLE");
    }

    @Test
    void makesOneCopyForEachAccountInEachRegion() {
        String pipeline = resources.pipeline(
                "golden",
                region("us-east-1", "111111111111"),
                region("eu-west-1", "111111111111", "222222222222"),
                region("ap-southeast-2"));

        String arn = resources.start(pipeline);
        emulation.finishBuilds();

        assertThat(resources.copies(arn))
                .containsExactlyInAnyOrder(
                        "us-east-1/123456789012",
                        "us-east-1/111111111111",
                        "eu-west-1/111111111111",
                        "eu-west-1/222222222222",
                        "ap-southeast-2/123456789012");
        List<Ami> amis = resources.image(arn).outputResources().amis();
        assertThat(amis).extracting(Ami::image).doesNotHaveDuplicates().allMatch(id -> id.matches("ami-[0-9a-f]{17}"));
        assertThat(amis).extracting(Ami::name).containsOnly("golden 2022-07-28T01-13-45.366Z");
    }

    @Test
    void makesNoAmiWhereOnlyContainersGo() {
        Distribution containers = Distribution.builder()
                .region("eu-west-1")
                .containerDistributionConfiguration(container -> container.targetRepository(
                        repository -> repository.service("ECR").repositoryName("golden")))
                .build();

        String arn = resources.start(resources.pipeline("golden", region("us-east-1"), containers));
        emulation.finishBuilds();

        assertThat(resources.copies(arn)).containsExactly("us-east-1/123456789012");
    }

    @Test
    void numbersBuildsOfOneVersion() {
        String pipeline = resources.pipeline("My Golden Image", region("us-east-1"));

        List<String> arns =
                Stream.generate(() -> resources.start(pipeline)).limit(2).toList();

        assertThat(arns)
                .containsExactly(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/my-golden-image/1.0.0/1",
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/my-golden-image/1.0.0/2");
        assertThat(resources.image(arns.get(1)).version()).isEqualTo("1.0.0/2");
        assertThat(resources.image(arns.get(1)).name()).isEqualTo("My Golden Image");
    }

    @Test
    void givesEveryClientABuildOfItsOwn() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));

        List<String> arns = IntStream.range(0, 40)
                .parallel()
                .mapToObj(client -> resources.start(pipeline))
                .toList();

        assertThat(arns)
                .extracting(arn -> Integer.valueOf(arn.substring(arn.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void keepsTheConfigurationsAsTheyWere() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        String arn = resources.start(pipeline);
        String distribution = resources.image(arn).distributionConfiguration().arn();

        emulation.client().updateDistributionConfiguration(request -> request.distributionConfigurationArn(distribution)
                .distributions(region("eu-west-1")));
        emulation.finishBuilds();

        Image image = resources.image(arn);
        assertThat(image.distributionConfiguration().distributions())
                .extracting(Distribution::region)
                .containsExactly("us-east-1");
        assertThat(image.imageRecipe().blockDeviceMappings().get(0).ebs().iops())
                .isEqualTo(3000);
        assertThat(image.infrastructureConfiguration().snsTopicArn()).isEqualTo(SampleResources.TOPIC);
        assertThat(image.sourcePipelineArn()).isEqualTo(pipeline);
        assertThat(image.sourcePipelineName()).isEqualTo("golden");
    }

    @Test
    void keepsTheCopiesThatSucceededAndNamesTheOthers() {
        emulation.fault(COPY_FAILS);
        String arn = resources.start(
                resources.pipeline("golden", region("us-east-1"), region("eu-west-1", "111111111111", "222222222222")));

        emulation.finishBuilds();

        assertThat(resources.status(arn)).isEqualTo("FAILED");
        assertThat(resources.copies(arn)).containsExactly("us-east-1/123456789012", "eu-west-1/111111111111");
        assertThat(resources.image(arn).state().reason())
                .isEqualTo("Not all distribution jobs are completed. 1) AMI Copy Reported Failure For golden when"
                        + " distributing the image from the source account (ID: 123456789012) to the destination"
                        + " account (ID: 222222222222) in Region eu-west-1.");
    }

    @Test
    void namesEveryFailedCopyWhereTheReasonIsTooShort() {
        List<String> accounts =
                IntStream.range(0, 50).mapToObj(i -> String.format("%012d", i)).toList();
        accounts.forEach(account -> emulation.fault(
                "{\"kind\":\"COPY_FAILS\",\"region\":\"eu-west-1\",\"accountId\":\"" + account + "\"}"));
        String arn =
                resources.start(resources.pipeline("golden", region("eu-west-1", accounts.toArray(String[]::new))));

        emulation.finishBuilds();

        assertThat(resources.image(arn).state().reason())
                .hasSizeBetween(900, 1024)
                .endsWith(" in Region eu-west-1.");
        JsonNode raw = Emulation.json(emulation
                .send("GET", "/GetImage?imageBuildVersionArn=" + arn, "")
                .body());
        assertThat(raw.at("/image/state/failureContext/distributionFailure/regionFailures"))
                .hasSize(50)
                .allMatch(failure -> failure.get("region").asText().equals("eu-west-1"))
                .extracting(failure -> failure.get("targetAccountId").asText())
                .containsExactlyElementsOf(accounts);
    }

    @Test
    void retriesAFailedBuildUnderTheSameArn() {
        emulation.fault(COPY_FAILS);
        String arn = resources.start(resources.pipeline("golden", region("eu-west-1", "111111111111", "222222222222")));
        emulation.finishBuilds();
        List<Ami> before = resources.image(arn).outputResources().amis();
        emulation.endFaults();

        emulation.client().retryImage(request -> request.imageBuildVersionArn(arn));
        String during = resources.status(arn);
        emulation.finishBuilds();

        assertThat(during).isEqualTo("DISTRIBUTING");
        assertThat(resources.status(arn)).isEqualTo("AVAILABLE");
        assertThat(resources.image(arn).outputResources().amis())
                .containsAll(before)
                .hasSize(3);
        assertThat(emulation.published(Publication.Kind.SNS))
                .extracting(message -> message.at("/state/status").asText())
                .containsExactly("FAILED", "AVAILABLE");
    }

    @Test
    void refusesToRetryWhatDidNotFail() {
        String arn = resources.start(resources.pipeline("golden", region("us-east-1")));

        assertThatThrownBy(() -> emulation.client().retryImage(request -> request.imageBuildVersionArn(arn)))
                .isInstanceOf(ResourceInUseException.class);

        emulation.finishBuilds();
        assertThatThrownBy(() -> emulation.client().retryImage(request -> request.imageBuildVersionArn(arn)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void cancelsABuildForGood() {
        String arn = resources.start(resources.pipeline("golden", region("us-east-1")));
        emulation.clock().advance(Duration.ofMinutes(20));

        emulation.client().cancelImageCreation(request -> request.imageBuildVersionArn(arn));
        emulation.finishBuilds();

        assertThat(resources.status(arn)).isEqualTo("CANCELLED");
        assertThat(resources.copies(arn)).isEmpty();
        assertThat(emulation.published(Publication.Kind.SNS)).isEmpty();
        assertThatThrownBy(() -> emulation.client().cancelImageCreation(request -> request.imageBuildVersionArn(arn)))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void skipsTestsThatAreDisabled() {
        String recipe = resources.recipe("golden", "1.0.0");
        String infrastructure = resources.infrastructure("golden");
        String arn = emulation
                .client()
                .createImage(request -> request.imageRecipeArn(recipe)
                        .infrastructureConfigurationArn(infrastructure)
                        .imageTestsConfiguration(tests -> tests.imageTestsEnabled(false)))
                .imageBuildVersionArn();

        emulation.clock().advance(Emulation.BUILD.dividedBy(2));

        assertThat(resources.status(arn)).isEqualTo("DISTRIBUTING");
    }

    @Test
    void findsTheNewestAvailableBuildByItsVersion() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        String first = resources.start(pipeline);
        emulation.finishBuilds();
        resources.start(pipeline);
        String image = first.substring(0, first.indexOf("/1.0.0"));

        for (String version : List.of("1.0.0", "1.0.x", "1.x.x", "x.x.x")) {
            assertThat(resources.image(image + "/" + version).arn()).isEqualTo(first);
        }
        assertThatThrownBy(() -> resources.image(image + "/2.x.x")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void listsBuildsOfAPipelineAndOfAVersion() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        String arn = resources.start(pipeline);
        emulation.finishBuilds();

        List<ImageSummary> ofPipeline = emulation
                .client()
                .listImagePipelineImages(request -> request.imagePipelineArn(pipeline))
                .imageSummaryList();
        List<ImageSummary> ofVersion = emulation
                .client()
                .listImageBuildVersions(request -> request.imageVersionArn(arn.substring(0, arn.lastIndexOf('/'))))
                .imageSummaryList();

        assertThat(ofPipeline)
                .isEqualTo(ofVersion)
                .extracting(ImageSummary::arn)
                .containsExactly(arn);
        assertThat(ofPipeline.get(0).outputResources().amis()).hasSize(1);
    }
}

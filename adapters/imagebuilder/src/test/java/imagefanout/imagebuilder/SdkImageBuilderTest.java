package imagefanout.imagebuilder;

import static imagefanout.imagebuilder.ScriptedService.brokenOff;
import static imagefanout.imagebuilder.ScriptedService.error;
import static imagefanout.imagebuilder.ScriptedService.ok;
import static imagefanout.imagebuilder.ScriptedService.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import imagefanout.imagebuilder.ScriptedService.Reply;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.Distribution;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.OutputAmi;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.image.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdkImageBuilderTest {
    private static final ImageBuildArn ARN =
            ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/3");
    private static final Region US = new Region("us-east-1");
    private static final Region EU = new Region("eu-west-1");
    private static final AccountId OWNER = new AccountId("123456789012");
    private static final AccountId PROD = new AccountId("111111111111");

    private static final String FACTS = """
            "arn":"arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/3","type":"AMI",
            "name":"Golden Linux","version":"1.0.0/3","platform":"Linux","osVersion":"Amazon Linux 2023",
            "dateCreated":"2026-01-01T03:00:00.123Z"
            """;

    private ScriptedService service;
    private ImageBuilderClients clients;

    @BeforeEach
    void giveCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        clients.close();
        service.close();
    }

    @Test
    void readsAFinishedBuildOfAPipeline() {
        answers(ok("""
                {"requestId":"1","image":{%s,"state":{"status":"AVAILABLE"},
                 "imageRecipe":{"arn":"arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-linux/1.0.0",
                  "parentImage":"arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x",
                  "blockDeviceMappings":[
                   {"deviceName":"/dev/xvda","ebs":{"volumeType":"io2","volumeSize":50,"iops":1000,"encrypted":true}},
                   {"deviceName":"/dev/xvdb","virtualName":"ephemeral0"}]},
                 "sourcePipelineName":"golden-linux",
                 "sourcePipelineArn":"arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux",
                 "distributionConfiguration":{
                  "arn":"arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere",
                  "distributions":[
                   {"region":"us-east-1","amiDistributionConfiguration":{"targetAccountIds":["111111111111"],
                     "launchPermission":{"userIds":["222222222222"],"userGroups":["all"],
                      "organizationArns":["arn:aws:organizations::123456789012:organization/o-abcdefghij"],
                      "organizationalUnitArns":["arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-1234-abcdefgh"]}}},
                   {"region":"eu-west-1"}]},
                 "outputResources":{"amis":[
                  {"region":"us-east-1","image":"ami-00000000000000001","name":"golden","accountId":"123456789012"},
                  {"region":"us-east-1","image":"ami-00000000000000002","name":"golden","accountId":"111111111111"},
                  {"region":"eu-west-1","image":"ami-00000000000000003","name":"golden"}]}}}
                """.formatted(FACTS)));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.build().arn()).isEqualTo(ARN);
        assertThat(image.build().name()).isEqualTo("Golden Linux");
        assertThat(image.build().type()).isEqualTo(ImageType.AMI);
        assertThat(image.build().state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(image.build().reason()).isEmpty();
        assertThat(image.build().createdAt()).isEqualTo(Instant.parse("2026-01-01T03:00:00.123Z"));
        assertThat(image.build().platform()).contains("Linux");
        assertThat(image.build().osVersion()).contains("Amazon Linux 2023");
        assertThat(image.build().pipeline())
                .contains(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux"));
        assertThat(image.build().distributionConfigurationArn())
                .contains("arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");
        assertThat(image.build().recipe().orElseThrow().parentImage())
                .contains("arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x");
        assertThat(image.build().recipe().orElseThrow().volumes())
                .containsExactly(new Volume(
                        "/dev/xvda",
                        Optional.of("io2"),
                        OptionalInt.of(50),
                        OptionalInt.of(1000),
                        OptionalInt.empty(),
                        Optional.of(true)));
        assertThat(image.outputs())
                .containsExactly(
                        output(US, OWNER, "ami-00000000000000001"),
                        output(US, PROD, "ami-00000000000000002"),
                        output(EU, OWNER, "ami-00000000000000003"));
        assertThat(image.failures()).isEmpty();
        assertThat(image.distributions()).hasSize(2);
        Distribution us = image.distributions().get(0);
        assertThat(us.region()).isEqualTo(US);
        assertThat(us.makesAmi()).isTrue();
        assertThat(us.targetAccounts()).containsExactly(PROD);
        assertThat(us.launchPermission().audiences())
                .containsExactlyInAnyOrder(
                        new Audience.Account(new AccountId("222222222222")),
                        new Audience.Everyone(),
                        new Audience.Organization("arn:aws:organizations::123456789012:organization/o-abcdefghij"),
                        new Audience.OrganizationalUnit(
                                "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-1234-abcdefgh"));
        assertThat(image.distributions().get(1).targetAccounts()).isEmpty();
    }

    @Test
    void readsABuildWithoutAPipelineAndWithUnknownMembers() {
        answers(ok("""
                {"image":{%s,"state":{"status":"AVAILABLE","weather":{"sky":["blue"]}},"tomorrow":[{"a":1}],
                 "outputResources":{"amis":[{"region":"us-east-1","image":"ami-00000001","charm":3}],"quarks":{}}},
                 "latestVersionReferences":{"latestVersionArn":"x"},"more":null}
                """.formatted(FACTS)));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.build().pipeline()).isEmpty();
        assertThat(image.build().recipe()).isEmpty();
        assertThat(image.distributions()).isEmpty();
        assertThat(image.outputs()).containsExactly(output(US, OWNER, "ami-00000001"));
    }

    @Test
    void readsWhatCanBeReadAndNamesTheRest() {
        answers(ok("""
                {"image":{"arn":"%s","type":"VM","dateCreated":"soon","state":{"status":"RETIRED","reason":"Old."},
                 "sourcePipelineArn":"golden","imageRecipe":{"parentImage":"ami-1"},
                 "distributionConfiguration":{"distributions":[
                  {"region":"us-east-1","amiDistributionConfiguration":{"targetAccountIds":["111111111111","12"],
                    "launchPermission":{"userIds":["222222222222","me"],"userGroups":["some"],
                     "organizationArns":["arn:x"],"organizationalUnitArns":["arn:y"],"planets":["Mars"]}}},
                  {"region":"Mars"},{"region":"us-east-1"},{"amiDistributionConfiguration":{}}]},
                 "outputResources":{"amis":[
                  {"region":"us-east-1","image":"ami-00000001","state":{"status":"DISABLED"}},
                  {"region":"us-east-1","image":"ami-00000002","accountId":"111111111111","state":{"status":"MELTED"}},
                  {"image":"ami-00000003"},
                  {"region":"eu-west-1","image":"disk-1"},
                  {"region":"eu-west-1","image":"ami-00000004","accountId":"x"},
                  {"region":"eu-west-1","image":"ami-00000005","accountId":"111111111111","state":{}}]}}}
                """.formatted(ARN)));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.build().name()).isEqualTo("golden-linux");
        assertThat(image.build().type()).isEqualTo(ImageType.AMI);
        assertThat(image.build().state()).isEqualTo(ImageState.UNKNOWN);
        assertThat(image.build().reason()).contains("Old.");
        assertThat(image.build().createdAt()).isEqualTo(Instant.EPOCH);
        assertThat(image.build().pipeline()).isEmpty();
        assertThat(image.build().recipe()).isEmpty();
        assertThat(image.distributions()).singleElement().satisfies(us -> {
            assertThat(us.targetAccounts()).containsExactly(PROD);
            assertThat(us.launchPermission().audiences())
                    .containsExactly(new Audience.Account(new AccountId("222222222222")));
        });
        assertThat(image.outputs())
                .extracting(OutputAmi::ami, OutputAmi::state)
                .containsExactly(
                        tuple(new AmiId("ami-00000001"), ImageState.DISABLED),
                        tuple(new AmiId("ami-00000002"), ImageState.UNKNOWN),
                        tuple(new AmiId("ami-00000005"), ImageState.AVAILABLE));
        assertThat(image.failures().get(new Copy(EU, OWNER))).contains("disk-1");
        String distributions = "distributionConfiguration.distributions";
        assertThat(image.build().warnings())
                .extracting(warning -> warning.substring(0, warning.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "name",
                        "type",
                        "dateCreated",
                        "state.status",
                        "sourcePipelineArn",
                        "imageRecipe.arn",
                        distributions + "[0].amiDistributionConfiguration.targetAccountIds[1]",
                        distributions + "[0].amiDistributionConfiguration.launchPermission.userIds[1]",
                        distributions + "[0].amiDistributionConfiguration.launchPermission.userGroups[0]",
                        distributions + "[0].amiDistributionConfiguration.launchPermission.organizationArns[0]",
                        distributions + "[0].amiDistributionConfiguration.launchPermission.organizationalUnitArns[0]",
                        distributions + "[0]/amiDistributionConfiguration/launchPermission/planets",
                        distributions + "[1].region",
                        distributions + "[2]",
                        distributions + "[3].region",
                        "outputResources.amis[1].state.status",
                        "outputResources.amis[2].region",
                        "outputResources.amis[3].image",
                        "outputResources.amis[4].accountId");
        assertThat(image.build().warnings()).anyMatch(warning -> warning.contains("RETIRED"));
    }

    @Test
    void keepsEveryEmbeddedSettingEvenOneThatTheSdkDoesNotKnow() {
        answers(ok("""
                {"image":{%s,"state":{"status":"AVAILABLE"},"distributionConfiguration":{"distributions":[
                 {"wavelength":{"z":1.50,"a":[{"d":null,"c":true}]},"region":"us-east-1",
                  "licenseConfigurationArns":["b","a"],"amiDistributionConfiguration":{"name":"n","amiTags":{"y":"","x":"\\u00e9"}}}]}}}
                """.formatted(FACTS)));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.distributions().get(0).settings().json())
                .isEqualTo("{\"amiDistributionConfiguration\":{\"amiTags\":{\"x\":\"é\",\"y\":\"\"},\"name\":\"n\"},"
                        + "\"licenseConfigurationArns\":[\"b\",\"a\"],\"region\":\"us-east-1\","
                        + "\"wavelength\":{\"a\":[{\"c\":true,\"d\":null}],\"z\":1.50}}");
    }

    @Test
    void readsAPartialFailureCopyByCopy() {
        answers(ok("""
                {"image":{%s,"state":{"status":"FAILED","reason":"Not all distribution jobs are completed.",
                  "failureContext":{"other":{},"distributionFailure":{"count":4,"regionFailures":[
                   {"region":"eu-west-1","targetAccountId":"111111111111","status":"FAILED","errorMessage":"No key."},
                   {"region":"eu-west-1","targetAccountId":"222222222222","status":"FAILED"},
                   {"region":"nowhere","targetAccountId":"x","errorMessage":"Names no copy."},
                   "odd"]}}},
                 "outputResources":{"amis":[
                  {"region":"us-east-1","image":"ami-00000000000000001","accountId":"123456789012"},
                  {"region":"eu-west-1","accountId":"111111111111","state":{"status":"FAILED","reason":"Less exact."}},
                  {"region":"eu-west-1","state":{"status":"FAILED","reason":"Quota."}},
                  {"region":"eu-west-3","image":"","accountId":"123456789012","state":{"status":"FAILED"}}]}}}
                """.formatted(FACTS)));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.build().state()).isEqualTo(ImageState.FAILED);
        assertThat(image.build().reason()).contains("Not all distribution jobs are completed.");
        assertThat(image.outputs()).containsExactly(output(US, OWNER, "ami-00000000000000001"));
        assertThat(image.failures())
                .hasSize(2)
                .containsEntry(new Copy(EU, PROD), "No key.")
                .containsEntry(new Copy(EU, OWNER), "Quota.");
    }

    @Test
    void readsAContainerImage() {
        answers(ok("""
                {"image":{"arn":"%s","type":"DOCKER","name":"golden-linux","dateCreated":"2026-01-01T03:00:00Z",
                 "state":{"status":"AVAILABLE"},
                 "containerRecipe":{"arn":"arn:aws:imagebuilder:us-east-1:123456789012:container-recipe/golden/1.0.0",
                  "parentImage":"amazonlinux:latest",
                  "instanceConfiguration":{"blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"volumeType":"io1"}}]}},
                 "distributionConfiguration":{"distributions":[
                  {"region":"us-east-1","containerDistributionConfiguration":{"targetRepository":{"service":"ECR","repositoryName":"r"}}},
                  {"region":"eu-west-1","containerDistributionConfiguration":{},"amiDistributionConfiguration":{}},
                  {"region":"eu-west-3","containerDistributionConfiguration":{},"fastLaunchConfigurations":[]},
                  {"region":"eu-west-2","containerDistributionConfiguration":{},"launchTemplateConfigurations":[{"launchTemplateId":"lt-0"}]}]},
                 "outputResources":{"containers":[{"region":"us-east-1","imageUris":["u"]}]}}}
                """.formatted(ARN)));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.build().type()).isEqualTo(ImageType.DOCKER);
        assertThat(image.build().recipe().orElseThrow().arn())
                .isEqualTo("arn:aws:imagebuilder:us-east-1:123456789012:container-recipe/golden/1.0.0");
        assertThat(image.build().recipe().orElseThrow().volumes()).isEmpty();
        assertThat(image.outputs()).isEmpty();
        assertThat(image.distributions()).extracting(Distribution::makesAmi).containsExactly(false, true, false, true);
    }

    @Test
    void readsThirtyThousandCopiesWithTheirFailures() {
        String amis = copies("""
                {"region":"%s","image":"ami-%017x","name":"golden-linux 2026-01-01T03-00-00.123Z","description":"%s","accountId":"%012d"}
                """);
        String failed = copies("""
                {"region":"%s","status":"FAILED %x","errorMessage":"%s","targetAccountId":"%012d"}
                """);
        answers(ok("""
                {"image":{%s,"state":{"status":"FAILED","failureContext":{"distributionFailure":{"regionFailures":[%s]}}},
                 "outputResources":{"amis":[%s]}}}
                """.formatted(FACTS, failed, amis)));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.outputs()).hasSize(30_000);
        assertThat(image.failures()).hasSize(30_000);
    }

    private static String copies(String form) {
        return IntStream.range(0, 30_000)
                .mapToObj(i -> form.formatted("eu-north-" + i / 1_500, i + 1, "d".repeat(60), i % 1_500))
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"image":null}                                                     | image
            {"image":{"arn":"arn:aws:ec2:us-east-1::image/x"}}                 | arn
            {"image":{"arn":"%1$s4"}}                                          | arn
            """)
    void namesTheImageAndTheFieldOfAMalformedAnswer(String json, String field) {
        answers(ok(json.formatted(ARN)));

        ImageBuilderException failure = catchThrowableOfType(
                ImageBuilderException.class, () -> imageBuilder().describe(ARN));

        assertThat(failure).hasMessageStartingWith("GetImage of " + ARN + ": the answer's " + field + " is malformed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"image":{"arn":"%1$s","name":"n"}}                                | state.status
            {"image":{%2$s,"state":{"status":"SLEEPING"}}}                     | state.status
            {"image":{%2$s,"state":{}}}                                        | state.status
            {"image":{"arn":"%1$s","state":{"status":"FAILED"}}}               | name
            {"image":{"arn":"%1$s","name":"n","dateCreated":"Jul 28, 2022 1:13:45 AM","state":{"status":"FAILED"}}} | dateCreated
            {"image":{"arn":"%1$s","name":"n","state":{"status":"FAILED"}}}    | dateCreated
            {"image":{"arn":"%1$s","name":"n","type":"VHS","state":{"status":"FAILED"}}} | type
            {"image":{%2$s,%3$s,"sourcePipelineArn":"x"}}                      | sourcePipelineArn
            {"image":{%2$s,%3$s,"imageRecipe":{}}}                             | imageRecipe.arn
            {"image":{%2$s,%3$s,"outputResources":{"amis":[{"region":"us-east-1","image":"ami-x"}]}}} | outputResources.amis[0].image
            {"image":{%2$s,%3$s,"outputResources":{"amis":[{"image":"ami-00000001"}]}}} | outputResources.amis[0].region
            {"image":{%2$s,%3$s,"outputResources":{"amis":[null]}}}            | outputResources.amis[0]
            {"image":{%2$s,%3$s,"outputResources":{"amis":{"region":"us-east-1"}}}} | outputResources.amis
            {"image":{%2$s,%3$s,"outputResources":{"amis":"none"}}}            | outputResources.amis
            {"image":{%2$s,%3$s,"outputResources":{"amis":[["ami-00000001"]]}}} | outputResources.amis[0]
            {"image":{%2$s,%3$s,"outputResources":[]}}                         | outputResources
            {"image":{%2$s,%3$s,"imageRecipe":"arn"}}                          | imageRecipe
            {"image":{%2$s,%3$s,"imageRecipe":{"arn":"a","blockDeviceMappings":[{"ebs":{"iops":"many"}}]}}} | imageRecipe.blockDeviceMappings[0].ebs.iops
            {"image":{%2$s,%3$s,"imageRecipe":{"arn":"a","blockDeviceMappings":[{"ebs":{"iops":{}}}]}}} | imageRecipe.blockDeviceMappings[0].ebs.iops
            {"image":{%2$s,%3$s,"imageRecipe":{"arn":"a","blockDeviceMappings":{}}}} | imageRecipe.blockDeviceMappings
            {"image":{%2$s,%3$s,"tags":["a"]}}                                 | tags
            {"image":{%2$s,%3$s,"distributionConfiguration":{"distributions":{"region":"us-east-1"}}}} | distributionConfiguration.distributions
            {"image":{%2$s,%3$s,"distributionConfiguration":{"distributions":["us-east-1"]}}} | distributionConfiguration.distributions[0].region
            {"image":{%2$s,%3$s,"distributionConfiguration":{"distributions":[{"region":"us-east-1","amiDistributionConfiguration":{"targetAccountIds":"111111111111"}}]}}} | distributionConfiguration.distributions[0]/amiDistributionConfiguration/targetAccountIds
            {"image":{%2$s,%3$s,"outputResources":{"amis":[{"region":"us-east-1","accountId":"1"}]}}} | outputResources.amis[0].accountId
            {"image":{%2$s,%3$s,"distributionConfiguration":{"distributions":[{}]}}} | distributionConfiguration.distributions[0].region
            {"image":{%2$s,%3$s,"distributionConfiguration":{"distributions":[{"region":"us-east-1","amiDistributionConfiguration":{"targetAccountIds":["x"]}}]}}} | distributionConfiguration.distributions[0].amiDistributionConfiguration.targetAccountIds[0]
            {"image":{%2$s,%3$s,"distributionConfiguration":{"distributions":[{"region":"us-east-1","amiDistributionConfiguration":{"launchPermission":{"userGroups":["some"]}}}]}}} | distributionConfiguration.distributions[0].amiDistributionConfiguration.launchPermission.userGroups[0]
            """)
    void readsTheRestOfABuildAndNamesTheFieldThatItCannotRead(String json, String field) {
        answers(ok(json.formatted(ARN, FACTS, "\"state\":{\"status\":\"FAILED\"}")));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.build().arn()).isEqualTo(ARN);
        assertThat(image.build().warnings()).anyMatch(warning -> warning.startsWith(field + ": "));
    }

    @ParameterizedTest
    @CsvSource({
        "404,ResourceNotFoundException,The resource does not exist.",
        "400,InvalidRequestException,The image cannot be found.",
        "400,ClientException,Image 1.0.0/3 does not exist.",
        "400,InvalidRequestException,"
                + "The resource with ARN arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/3 cannot be found.",
    })
    void reportsAnUnknownImage(int status, String name, String message) {
        answers(error(status, name, message));

        assertThatThrownBy(() -> imageBuilder().describe(ARN))
                .isInstanceOf(UnknownResourceException.class)
                .hasMessageContaining(ARN.toString())
                .hasMessageContaining(name)
                .hasMessageContaining(message);
        assertThat(service.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400,InvalidRequestException,The value is odd.",
        "400,InvalidRequestException," + "The key arn:aws:kms:us-east-1:123456789012:key/1 does not exist.",
        "400,InvalidParameterValueException,The image cannot be found.",
        "403,ForbiddenException,You are not authorized.",
        "403,AccessDeniedException,User does not exist in this story.",
    })
    void reportsTheServicesError(int status, String name, String message) {
        answers(error(status, name, message));

        assertThatThrownBy(() -> imageBuilder().describe(ARN))
                .isInstanceOf(ImageBuilderException.class)
                .isNotInstanceOf(UnknownResourceException.class)
                .hasMessage("GetImage of %s: %s (HTTP %d): %s", ARN, name, status, message);
        assertThat(service.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "429,CallRateLimitExceededException",
        "500,ServiceException",
        "503,ServiceUnavailableException",
    })
    void retriesAndThenReportsTheError(int status, String name) {
        answers(error(status, name, "Not now."));

        assertThatThrownBy(() -> imageBuilder().describe(ARN))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("Not now.");
        assertThat(service.requests()).hasSizeGreaterThan(1);
    }

    @Test
    void retriesAfterThrottlingAndALostConnection() {
        String json = "{\"image\":{%s,\"state\":{\"status\":\"CANCELLED\"}}}".formatted(FACTS);
        answers(error(429, "CallRateLimitExceededException", "Slow down."), brokenOff(json), ok(json));

        DescribedImage image = imageBuilder().describe(ARN);

        assertThat(image.build().state()).isEqualTo(ImageState.CANCELLED);
        assertThat(service.requests())
                .containsExactly(
                        "GET /GetImage?imageBuildVersionArn=arn%3Aaws%3Aimagebuilder%3Aus-east-1%3A123456789012%3Aimage%2Fgolden-linux%2F1.0.0%2F3",
                        service.requests().get(0), service.requests().get(0));
    }

    @Test
    void failsWhenTheServiceDoesNotAnswerInTime() {
        answers(silence());

        assertThatThrownBy(() -> new SdkImageBuilder(clients, () -> Duration.ofMillis(300)).describe(ARN))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContaining("GetImage of " + ARN)
                .hasMessageContaining("300 millis");
    }

    @Test
    void retriesAfterATimeout() {
        answers(silence(), ok("{\"image\":{%s,\"state\":{\"status\":\"DISABLED\"}}}".formatted(FACTS)));
        ImageBuilderCalls impatient = new ImageBuilderCalls(clients, Deadline.none(), Duration.ofMillis(500));

        DescribedImage image = new SdkImageBuilder(impatient).describe(ARN);

        assertThat(image.build().state()).isEqualTo(ImageState.DISABLED);
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void retriesOnlyWhileTimeIsLeft() {
        answers(error(503, "ServiceUnavailableException", "Not now."));

        assertThatThrownBy(() -> new SdkImageBuilder(clients, () -> Duration.ofMillis(20)).describe(ARN))
                .isInstanceOf(ImageBuilderException.class);
    }

    @Test
    void sendsNothingWhenNoTimeIsLeft() {
        answers(ok("{}"));

        assertThatThrownBy(() -> new SdkImageBuilder(clients, () -> Duration.ZERO).describe(ARN))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessage("GetImage of %s: not sent, because no time is left", ARN);
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void reportsAnAnswerThatIsNotJson() {
        answers(ok("<html>"));

        assertThatThrownBy(() -> imageBuilder().describe(ARN))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageStartingWith("GetImage of " + ARN);
    }

    private void answers(Reply... replies) {
        service = new ScriptedService(replies);
        clients = new ImageBuilderClients(Optional.of(service.endpoint()), List.of());
    }

    private SdkImageBuilder imageBuilder() {
        return new SdkImageBuilder(clients, Deadline.none());
    }

    private static OutputAmi output(Region region, AccountId account, String ami) {
        return new OutputAmi(new Copy(region, account), new AmiId(ami), ImageState.AVAILABLE, Optional.empty());
    }
}

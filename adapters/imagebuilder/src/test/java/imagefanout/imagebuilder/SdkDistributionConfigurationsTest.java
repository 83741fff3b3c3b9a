package imagefanout.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.testing.distribution.DistributionConfigurationsContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract against the emulator over HTTP, and the raw JSON. */
class SdkDistributionConfigurationsTest extends DistributionConfigurationsContract {
    private static final Digest TOKEN = new Digest("11111111111111111111111111111111");

    private final HttpClient http = HttpClient.newHttpClient();
    private ImageBuilderEmulator emulator;
    private ImageBuilderClients clients;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        emulator = ImageBuilderEmulator.start(EmulatorOptions.defaults().withPort(0));
        clients = new ImageBuilderClients(Optional.of(emulator.endpoint()));
    }

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    protected DistributionConfigurations configurations() {
        return new SdkDistributionConfigurations(clients, Deadline.none());
    }

    @Override
    protected DistributionConfigurationArn put(
            String name, Optional<String> tag, SortedMap<Region, SortedSet<AccountId>> targets) {
        ObjectNode body = CanonicalJson.MAPPER.createObjectNode().put("name", name);
        targets.forEach((region, accounts) -> {
            ObjectNode ami = body.withArray("distributions")
                    .addObject()
                    .put("region", region.value())
                    .putObject("amiDistributionConfiguration")
                    .put("name", "golden-{{ imagebuilder:buildDate }}");
            accounts.forEach(account -> ami.withArray("targetAccountIds").add(account.value()));
        });
        tag.ifPresent(value -> body.putObject("tags").put("image-fanout:groups", value));
        return create(body);
    }

    @Override
    protected void touch(DistributionConfigurationArn arn) {
        ObjectNode body = ((ObjectNode) held(arn)).retain("distributions");
        body.put("distributionConfigurationArn", arn.toString());
        body.put("description", "touched");
        send("PUT", "/UpdateDistributionConfiguration", body);
    }

    @Test
    void keepsAllEightSettingsOfEveryRegionOnTheWire() throws IOException {
        DistributionConfigurationArn arn = create(everySetting());
        JsonNode before = held(arn);
        DistributionConfiguration read = configurations().read(arn);

        configurations().replaceTargets(read, targets(US, A, C), new TreeMap<>(), TOKEN);

        JsonNode after = held(arn);
        assertThat(withoutTargets(after)).isEqualTo(withoutTargets(before));
        assertThat(after.at("/distributions/0/amiDistributionConfiguration/targetAccountIds"))
                .extracting(JsonNode::textValue)
                .containsExactly(A.value(), C.value());
        // Unchanged where nothing differs, including order and duplicates.
        assertThat(after.at("/distributions/1")).isEqualTo(before.at("/distributions/1"));
        assertThat(read.obstacles()).isEmpty();
    }

    @Test
    void changesItsOwnSsmParametersAndKeepsAllOthersOnTheWire() throws IOException {
        DistributionConfigurationArn arn = create(everySetting());
        JsonNode before = held(arn);
        DistributionConfiguration read = configurations().read(arn);
        SortedSet<SsmParameter> own = new TreeSet<>(List.of(new SsmParameter(new ParameterName("/golden/own"), C)));

        configurations()
                .replaceTargets(
                        read,
                        targets(US, A, C),
                        new TreeMap<>(Map.of(US, ParameterChange.between(new TreeSet<>(), own))),
                        TOKEN);
        JsonNode after = held(arn);
        configurations()
                .replaceTargets(
                        configurations().read(arn),
                        targets(US, A, B),
                        new TreeMap<>(Map.of(US, ParameterChange.between(own, new TreeSet<>()))),
                        new Digest("22222222222222222222222222222222"));

        String entries = "/distributions/0/ssmParameterConfigurations";
        assertThat(after.at(entries))
                .startsWith(before.at(entries).get(0), before.at(entries).get(1))
                .hasSize(3);
        assertThat(CanonicalJson.of(after.at(entries).get(2)))
                .isEqualTo("{\"amiAccountId\":\"333333333333\",\"dataType\":\"aws:ec2:image\","
                        + "\"parameterName\":\"/golden/own\"}");
        assertThat(withoutTargets(held(arn))).isEqualTo(withoutTargets(before));
    }

    @Test
    void omitsTheListWhenNoSsmParameterIsLeft() {
        DistributionConfigurationArn arn = create(region("""
                {"region":"us-east-1","amiDistributionConfiguration":
                  {"name":"golden {{ imagebuilder:buildDate }}","targetAccountIds":["111111111111"]},
                 "ssmParameterConfigurations":
                  [{"amiAccountId":"111111111111","parameterName":"/golden","dataType":"aws:ec2:image"}]}
                """));
        DistributionConfiguration read = configurations().read(arn);
        ParameterChange removed = ParameterChange.between(read.regions().get(US).parameters(), new TreeSet<>());

        configurations().replaceTargets(read, new TreeMap<>(), new TreeMap<>(Map.of(US, removed)), TOKEN);

        assertThat(removed.removed()).hasSize(1);
        assertThat(held(arn).at("/distributions/0").has("ssmParameterConfigurations"))
                .isFalse();
    }

    @Test
    void findsThePipelinesWithoutAnExecutionRole() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        DistributionConfigurationArn other = put("other", Optional.of("prod"), targets(US, A));
        seed("""
                {"infrastructureConfigurations":[{"name":"builders","instanceProfileName":"profile"}],
                 "imageRecipes":[{"name":"golden","semanticVersion":"1.0.0","parentImage":"ami-00000001","components":[
                  {"componentArn":"arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x"}]}]}
                """);
        for (int i = 0; i < 30; i++) {
            pipeline("without-" + i, arn, "");
        }
        pipeline("with", arn, "golden-role");
        pipeline("of-another", other, "");

        assertThat(configurations().pipelinesWithoutRole(arn)).hasSize(30).allMatch(pipeline -> pipeline.name()
                .startsWith("without-"));
    }

    private void pipeline(String name, DistributionConfigurationArn configuration, String role) {
        String arn = "arn:aws:imagebuilder:us-east-1:123456789012:";
        ObjectNode body = CanonicalJson.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("imageRecipeArn", arn + "image-recipe/golden/1.0.0")
                .put("infrastructureConfigurationArn", arn + "infrastructure-configuration/builders")
                .put("distributionConfigurationArn", configuration.toString());
        if (!role.isEmpty()) {
            body.put("executionRole", role);
        }
        send("PUT", "/CreateImagePipeline", body);
    }

    @Test
    void leavesOutWhatIsNotSet() {
        seed("""
                {"distributionConfigurations":[{"name":"one-region","description":"kept","distributions":[
                 {"region":"us-east-1","fastLaunchConfigurations":[{"enabled":false}],
                  "amiDistributionConfiguration":{"name":"golden {{ imagebuilder:buildDate }}","amiTags":{"empty":""},
                   "launchPermission":{"userIds":["111111111111"]},"targetAccountIds":["111111111111"]}},
                 {"region":"eu-west-1","containerDistributionConfiguration":
                  {"targetRepository":{"service":"ECR","repositoryName":"golden"}}},
                 {"region":"eu-west-2","amiDistributionConfiguration":{"name":"golden {{ imagebuilder:buildDate }}"}}],
                 "readsBackWith":{"brandNewList":[],"distributions":[
                  {"licenseConfigurationArns":[],"launchTemplateConfigurations":[{"accountId":null},{}],"s3ExportConfiguration":null,
                   "brandNewSetting":{"inner":[]},
                   "fastLaunchConfigurations":[{"snapshotConfiguration":{},"launchTemplate":{},"maxParallelLaunches":null}],
                   "amiDistributionConfiguration":{"launchPermission":{"userGroups":[null],"organizationArns":[]}}},
                  {"amiDistributionConfiguration":{"targetAccountIds":[],"amiTags":{}},
                   "containerDistributionConfiguration":{"containerTags":[],"description":null}},
                  {"amiDistributionConfiguration":{"targetAccountIds":[],"amiTags":{},"launchPermission":{"userIds":[]}}}]}}]}
                """);
        DistributionConfigurationArn arn = DistributionConfigurationArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/one-region");
        DistributionConfiguration read = configurations().read(arn);

        configurations().replaceTargets(read, targets(US, A, C), new TreeMap<>(), TOKEN);

        assertThat(read.obstacles()).isEmpty();
        assertThat(read.regions().keySet()).containsExactly(new Region("eu-west-2"), US);
        assertThat(configurations().read(arn).rest()).isEqualTo(read.rest());
        assertThat(withoutTargets(held(arn)))
                .isEqualTo(CanonicalJson.of(((ObjectNode) CanonicalJson.parse("""
                {"name":"one-region","description":"kept","timeoutMinutes":720,"tags":{},"distributions":[
                 {"region":"us-east-1","fastLaunchConfigurations":[{"enabled":false}],
                  "amiDistributionConfiguration":{"name":"golden {{ imagebuilder:buildDate }}","amiTags":{"empty":""},
                   "launchPermission":{"userIds":["111111111111"]}}},
                 {"region":"eu-west-1","containerDistributionConfiguration":
                  {"targetRepository":{"service":"ECR","repositoryName":"golden"}}},
                 {"region":"eu-west-2","amiDistributionConfiguration":{"name":"golden {{ imagebuilder:buildDate }}"}}]}
                """))
                        .put("arn", arn.toString())
                        .put("dateCreated", held(arn).path("dateCreated").asText())));
    }

    @Test
    void countsNoAmiSettingsThatAreNotSetAsAnOutput() {
        DistributionConfigurationArn arn = create(region("""
                {"region":"us-east-1","containerDistributionConfiguration":
                  {"targetRepository":{"service":"ECR","repositoryName":"golden"}},
                 "amiDistributionConfiguration":{"launchPermission":{"userGroups":[]},"targetAccountIds":["111111111111"]}}
                """));

        assertThat(configurations().read(arn).regions().get(US).hasOtherOutput())
                .isFalse();
    }

    @Test
    void treatsNullAsAnAbsentSetting() {
        DistributionConfigurationArn arn = create(region("""
                {"region":"us-east-1","s3ExportConfiguration":null,"brandNewConfiguration":null,
                 "amiDistributionConfiguration":
                  {"name":"golden {{ imagebuilder:buildDate }}","kmsKeyId":null,"targetAccountIds":["111111111111"]}}
                """));
        DistributionConfiguration before = configurations().read(arn);

        configurations().replaceTargets(before, targets(US, A, C), new TreeMap<>(), TOKEN);

        assertThat(configurations().read(arn).rest()).isEqualTo(before.rest());
    }

    @Test
    void findsOtherSettingsThatReferToAnAccount() throws IOException {
        DistributionConfiguration read = configurations().read(create(everySetting()));

        assertThat(read.regions().get(US).accountReferences())
                .containsExactly(
                        new AccountReference(A, "fastLaunchConfigurations/0"),
                        new AccountReference(B, "launchTemplateConfigurations/0"));
        assertThat(read.regions().get(US).parameterEntries())
                .extracting(ParameterEntry::where, ParameterEntry::account)
                .containsExactly(
                        tuple("ssmParameterConfigurations/0", Optional.of(B)),
                        tuple("ssmParameterConfigurations/1", Optional.empty()));
    }

    @Test
    void ignoresDuplicatesAndOrderOfTargetAccounts() throws IOException {
        DistributionConfiguration read = configurations().read(create(everySetting()));

        assertThat(read.regions().get(EU).targets()).containsExactly(A, B);
    }

    @Test
    void doesNotChangeRegionsThatOnlyDistributeContainers() throws IOException {
        DistributionConfiguration read = configurations().read(create(everySetting()));

        assertThat(read.regions()).containsOnlyKeys(US, EU);
    }

    @Test
    void knowsWhetherARegionHasAnotherOutput() {
        ObjectNode body = CanonicalJson.MAPPER.createObjectNode().put("name", "bare");
        body.withArray("distributions")
                .addObject()
                .put("region", "us-east-1")
                .putObject("amiDistributionConfiguration")
                .withArray("targetAccountIds")
                .add(A.value());
        ObjectNode eu = body.withArray("distributions").addObject().put("region", "eu-west-1");
        eu.putObject("amiDistributionConfiguration")
                .withArray("targetAccountIds")
                .add(A.value());
        eu.putObject("s3ExportConfiguration")
                .put("roleName", "export")
                .put("diskImageFormat", "RAW")
                .put("s3Bucket", "bucket");

        DistributionConfiguration read = configurations().read(create(body));

        assertThat(read.regions().get(US).hasOtherOutput()).isFalse();
        assertThat(read.regions().get(EU).hasOtherOutput()).isTrue();
    }

    @Test
    void findsASettingThatTheSdkDoesNotKnow() throws IOException {
        ObjectNode body = everySetting();
        ((ObjectNode) body.at("/distributions/0/amiDistributionConfiguration")).put("brandNewSetting", "on");

        DistributionConfiguration read = configurations().read(create(body));

        assertThat(read.obstacles())
                .singleElement()
                .asString()
                .contains("/distributions/0/amiDistributionConfiguration/brandNewSetting");
    }

    @Test
    void sendsTheSameTokenAfterALostAnswer() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        fault("{\"kind\":\"ANSWER_LOST\",\"operation\":\"UpdateDistributionConfiguration\",\"nth\":1}");

        configurations().replaceTargets(configurations().read(arn), targets(US, A, B), new TreeMap<>(), TOKEN);

        assertThat(configurations().read(arn).targets()).isEqualTo(targets(US, A, B));
    }

    @Test
    void retriesAfterThrottling() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        fault("{\"kind\":\"CALL_REFUSED\",\"operation\":\"UpdateDistributionConfiguration\",\"nth\":1,"
                + "\"error\":\"CallRateLimitExceededException\"}");

        configurations().replaceTargets(configurations().read(arn), targets(US, A, B), new TreeMap<>(), TOKEN);

        assertThat(configurations().read(arn).targets()).isEqualTo(targets(US, A, B));
    }

    @Test
    void namesTheRejectedUpdate() {
        DistributionConfigurationArn arn = put("everywhere", Optional.of("prod"), targets(US, A));
        DistributionConfiguration read = configurations().read(arn);
        fault("{\"kind\":\"CALL_REFUSED\",\"operation\":\"UpdateDistributionConfiguration\","
                + "\"error\":\"ForbiddenException\"}");

        assertThatThrownBy(() -> configurations().replaceTargets(read, targets(US, B), new TreeMap<>(), TOKEN))
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContainingAll("UpdateDistributionConfiguration", arn.toString(), "ForbiddenException");

        assertThat(configurations().read(arn)).isEqualTo(read);
    }

    private void seed(String json) {
        send("POST", "/_emulator/seed", (ObjectNode) CanonicalJson.parse(json));
    }

    private static ObjectNode region(String json) {
        ObjectNode body = CanonicalJson.MAPPER.createObjectNode().put("name", "one-region");
        body.putArray("distributions").add(CanonicalJson.parse(json));
        return body;
    }

    private static ObjectNode everySetting() throws IOException {
        try (InputStream json = SdkDistributionConfigurationsTest.class.getResourceAsStream("every-setting.json")) {
            return (ObjectNode) CanonicalJson.MAPPER.readTree(json);
        }
    }

    /** As JSON with sorted keys, every value byte for byte. */
    private static String withoutTargets(JsonNode configuration) {
        ObjectNode copy = configuration.deepCopy();
        copy.remove("dateUpdated");
        copy.path("distributions").forEach(distribution -> {
            if (distribution.path("amiDistributionConfiguration") instanceof ObjectNode ami) {
                ami.remove("targetAccountIds");
            }
        });
        return CanonicalJson.of(copy);
    }

    private DistributionConfigurationArn create(ObjectNode body) {
        return DistributionConfigurationArn.parse(send("PUT", "/CreateDistributionConfiguration", body)
                .path("distributionConfigurationArn")
                .textValue());
    }

    /** The service's raw JSON. */
    private JsonNode held(DistributionConfigurationArn arn) {
        String query = URLEncoder.encode(arn.toString(), StandardCharsets.UTF_8);
        return send("GET", "/GetDistributionConfiguration?distributionConfigurationArn=" + query, null)
                .path("distributionConfiguration");
    }

    private void fault(String json) {
        try {
            send("POST", "/_emulator/faults", (ObjectNode) CanonicalJson.MAPPER.readTree(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode send(String method, String path, ObjectNode body) {
        try {
            if (body != null && method.equals("PUT")) {
                body.put("clientToken", UUID.randomUUID().toString());
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                    .header("Content-Type", "application/json")
                    .header(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/imagebuilder/aws4_request")
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return CanonicalJson.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

package imagefanout.endtoend.template;

import static imagefanout.endtoend.template.TemplateText.list;
import static imagefanout.endtoend.template.TemplateText.map;
import static org.assertj.core.api.Assertions.assertThat;

import emulators.organizations.OrganizationsEmulator;
import emulators.organizations.OrganizationsOptions;
import emulators.wire.shape.Json;
import imagefanout.localfleet.TemplateYaml;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.organizations.OrganizationsClients;
import imagefanout.organizations.SdkOrganization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checks organization-template.yaml, which is deployed in the management account. */
class OrganizationTemplateTest {
    private static final int MAX_DESCRIPTION = 256;
    private static final Path FILE = TemplateText.FILE.resolveSibling("organization-template.yaml");

    private final Map<String, Object> template = map(TemplateYaml.parse(Files.readString(FILE)));

    OrganizationTemplateTest() throws IOException {}

    @Test
    void theRoleAllowsExactlyTheCallsOfTheAdapter() throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try (OrganizationsEmulator emulator =
                OrganizationsEmulator.start(OrganizationsOptions.defaults().withPort(0))) {
            var organization = new SdkOrganization(
                    OrganizationsClients.create(
                            Optional.empty(),
                            new Region("us-east-1"),
                            Optional.of(emulator.endpoint()),
                            Optional.empty()),
                    Deadline.none(),
                    Duration.ZERO,
                    pause -> {});
            Set<AccountId> accounts = organization.read().accounts().keySet();
            organization.tags(accounts);
            organization.members(accounts);

            Set<String> called = new TreeSet<>();
            calls(emulator.endpoint()).forEach(operation -> called.add("organizations:" + operation));
            assertThat(called).isEqualTo(allowed("OrganizationRole").keySet());
        }
    }

    private static List<String> calls(URI emulator) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(emulator + "/_emulator/requests"))
                                .build(),
                        BodyHandlers.ofByteArray());
        return Json.elements(Json.objectIn(answer.body()), "requests").stream()
                .map(request -> request.get("operation").textValue())
                .toList();
    }

    @Test
    void onlyListRootsIsAllowedOnEverything() {
        Map<String, List<Object>> allowed = allowed("OrganizationRole");

        assertThat(allowed.get("organizations:ListRoots")).containsExactly("*");
        allowed.remove("organizations:ListRoots");
        assertThat(allowed.values()).allSatisfy(resources -> assertThat(resources)
                .allSatisfy(resource -> assertThat(map(resource).get("Fn::Sub"))
                        .asString()
                        .startsWith("arn:${AWS::Partition}:organizations::${AWS::AccountId}:")));
    }

    @Test
    void onlyTheFunctionMayAssumeTheRole() {
        Map<String, Object> trust = map(list(map(properties("OrganizationRole").get("AssumeRolePolicyDocument"))
                        .get("Statement"))
                .get(0));

        assertThat(map(trust.get("Principal"))).isEqualTo(Map.of("AWS", Map.of("Ref", "ImportAccountsRoleArn")));
    }

    @Test
    void forwardsTheSuccessfulChangesOfAccountsUnitsAndTags() {
        Map<String, Object> detail =
                map(map(properties("OrganizationEvents").get("EventPattern")).get("detail"));

        assertThat(list(detail.get("eventName")))
                .contains(
                        "CreateAccountResult",
                        "MoveAccount",
                        "CloseAccount",
                        "RemoveAccountFromOrganization",
                        "TagResource");
        assertThat(list(detail.get("errorCode"))).containsExactly(Map.of("exists", false));
        assertThat(map(list(properties("OrganizationEvents").get("Targets")).get(0))
                        .get("Arn"))
                .isEqualTo(Map.of("Ref", "EventBusArn"));
        assertThat(allowed("OrganizationEventsRole"))
                .isEqualTo(Map.of("events:PutEvents", List.of(Map.of("Ref", "EventBusArn"))));
    }

    @Test
    void bothTemplatesNameTheSameEventsAndReadTheSame() throws IOException {
        TemplateText fleet = TemplateText.read();
        Map<String, Object> function = fleet.functions().get("ImportAccountsFunction");
        Map<String, Object> received =
                map(map(map(function.get("Events")).get("OrganizationChange")).get("Properties"));
        Object own = map(map(fleet.resources("AWS::IAM::Role").get("ImportAccountsRole"))
                        .get("Properties"))
                .get("Policies");

        assertThat(received.get("Pattern"))
                .isEqualTo(properties("OrganizationEvents").get("EventPattern"));
        assertThat(own.toString()).contains(allowed("OrganizationRole").keySet());
    }

    @Test
    void onlyTheManagementAccountMayForwardEventsAndOnlyThoseOfOrganizations() throws IOException {
        Map<String, Object> policy =
                TemplateText.read().resources("AWS::Events::EventBusPolicy").get("OrganizationEventsPolicy");
        Map<String, Object> statement = map(map(policy.get("Properties")).get("Statement"));

        assertThat(policy.get("Condition")).isEqualTo("AssumesOrganizationsRole");
        assertThat(statement.get("Principal").toString()).contains("OrganizationsRoleArn", ":root");
        assertThat(statement.get("Action")).isEqualTo("events:PutEvents");
        assertThat(map(statement.get("Condition")))
                .isEqualTo(Map.of("StringEquals", Map.of("events:source", "aws.organizations")));
    }

    @Test
    void everyDescriptionIsShortAndNoArnNamesAPartition() throws IOException {
        for (String section : List.of("Parameters", "Outputs")) {
            map(template.get(section))
                    .forEach((name, value) -> assertThat((String) map(value).get("Description"))
                            .as(name)
                            .hasSizeBetween(1, MAX_DESCRIPTION));
        }
        assertThat((String) template.get("Description")).hasSizeBetween(1, MAX_DESCRIPTION);
        assertThat(Files.readString(FILE)).doesNotContain("arn:aws:");
    }

    private Map<String, Object> properties(String logicalId) {
        return map(map(map(template.get("Resources")).get(logicalId)).get("Properties"));
    }

    /** The resources of each action that the role's policies allow. */
    private Map<String, List<Object>> allowed(String role) {
        Map<String, List<Object>> allowed = new TreeMap<>();
        for (Object policy : list(properties(role).get("Policies"))) {
            for (Object each : list(map(map(policy).get("PolicyDocument")).get("Statement"))) {
                Map<String, Object> statement = map(each);
                list(statement.get("Action"))
                        .forEach(action -> allowed.put((String) action, list(statement.get("Resource"))));
            }
        }
        return allowed;
    }
}

package imagefanout.endtoend.template;

import static imagefanout.endtoend.template.TemplateText.list;
import static imagefanout.endtoend.template.TemplateText.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks what a deployment in a real account needs: other partitions, other publishers, large accounts, wrong parameters. */
class DeploymentTest {
    private final TemplateText template = TemplateText.read();

    DeploymentTest() throws IOException {}

    @Test
    void aParameterForAWholeNumberRefusesFractionsAndWhatIsOutOfRange() {
        Map<String, List<String>> limits = Map.of(
                "ReconcilePageSize", List.of("1", "25", "0", "26"),
                "RemovalsAlwaysAllowed", List.of("0", "1000000", "-1", "1000001"),
                "MaxRemovals", List.of("0", "1000000", "-1", "1000001"),
                "MaxRemovalsPercent", List.of("0", "100", "-1", "101"),
                "AdditionsAlwaysAllowed", List.of("0", "1000000", "-1", "1000001"),
                "MaxAdditionsPercent", List.of("0", "100", "-1", "101"),
                "HoldAlarmDays", List.of("1", "365", "0", "366"),
                "KeepDeletedDays", List.of("0", "3650", "-1", "3651"),
                "RetentionDays", List.of("0", "3650", "29", "3651"),
                "RetentionBuilds", List.of("10", "10000", "9", "10001"));

        limits.forEach((parameter, values) -> {
            String pattern =
                    (String) map(template.section("Parameters").get(parameter)).get("AllowedPattern");
            assertThat(values.subList(0, 2)).as(parameter).allMatch(value -> value.matches(pattern));
            assertThat(values.subList(2, 4)).as(parameter).noneMatch(value -> value.matches(pattern));
            assertThat(List.of("2.5", "1e1", "07", "", "x")).as(parameter).noneMatch(value -> value.matches(pattern));
        });
    }

    @Test
    void noParameterIsANumberThatMayHaveAFraction() {
        template.section("Parameters").forEach((name, declared) -> {
            if ("Number".equals(map(declared).get("Type"))) {
                assertThat(map(declared)).as(name).containsKey("AllowedValues");
            }
        });
    }

    @Test
    void theLimitsAllowEveryWholeNumberOfTheirRange() {
        Map.of(
                        "ReconcilePageSize",
                        25,
                        "MaxRemovalsPercent",
                        100,
                        "MaxAdditionsPercent",
                        100,
                        "KeepDeletedDays",
                        3650,
                        "HoldAlarmDays",
                        365)
                .forEach((parameter, most) -> {
                    String pattern = (String)
                            map(template.section("Parameters").get(parameter)).get("AllowedPattern");
                    Stream.iterate(1, value -> value <= most, value -> value + 1)
                            .forEach(value -> assertThat(value.toString()).matches(pattern));
                });
    }

    @Test
    void everyRoleTakesThePermissionsBoundary() {
        assertThat(template.resources("AWS::IAM::Role")).isNotEmpty().allSatisfy((name, role) -> assertThat(
                        map(role.get("Properties")).get("PermissionsBoundary"))
                .isEqualTo(Map.of(
                        "Fn::If",
                        List.of(
                                "HasPermissionsBoundary",
                                Map.of("Ref", "PermissionsBoundaryArn"),
                                Map.of("Ref", "AWS::NoValue")))));
    }

    @Test
    void onlyFunctionsThatSomebodyWaitsForHaveSnapStartAndOnlyWhereItExists() {
        Map<String, Object> whereItExists =
                Map.of("ApplyOn", Map.of("Fn::If", List.of("InStandardPartition", "PublishedVersions", "None")));

        Set<String> withSnapStart = template.functions().entrySet().stream()
                .filter(function -> function.getValue().containsKey("SnapStart"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(withSnapStart).containsExactlyInAnyOrder("RecordImageFunction", "QueryImagesFunction");
        withSnapStart.forEach(
                function -> assertThat(template.functions().get(function)).containsEntry("SnapStart", whereItExists));
        assertThat(map(template.section("Globals").get("Function")))
                .doesNotContainKey("SnapStart")
                .containsEntry("Tracing", Map.of("Fn::If", List.of("InStandardPartition", "Active", "PassThrough")));
    }

    /**
     * A version without invocations for 14 days becomes inactive, and its next invocation fails.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">Lambda SnapStart</a>
     */
    @Test
    void everyVersionWithASnapshotIsCalledEveryDay() {
        template.functions().forEach((function, properties) -> {
            List<Object> daily = map(properties.get("Events")).values().stream()
                    .map(event -> map(map(event).get("Properties")).get("Input"))
                    .filter("{\"keepActive\": true}"::equals)
                    .toList();

            assertThat(daily).as(function).hasSize(properties.containsKey("SnapStart") ? 1 : 0);
        });
        assertThat(map(map(map(template.functions().get("QueryImagesFunction").get("Events"))
                                .get("KeepActive"))
                        .get("Properties")))
                .containsEntry("Schedule", "rate(1 day)")
                .doesNotContainKey("State");
    }

    /** Lambda limits the number of snapshots that it creates at the same time. */
    @Test
    void oneSnapshotIsCreatedAfterTheOther() {
        Map<String, Map<String, Object>> functions = template.resources("AWS::Serverless::Function");
        Map<String, Object> withSnapStart = new TreeMap<>();
        template.functions().forEach((function, properties) -> {
            if (properties.containsKey("SnapStart")) {
                withSnapStart.put(
                        function, String.valueOf(functions.get(function).get("DependsOn")));
            }
        });

        assertThat(withSnapStart)
                .isEqualTo(
                        Map.of("RecordImageFunction", "null", "QueryImagesFunction", "RecordImageFunctionAliaslive"));
    }

    @Test
    void anyPrincipalOfTheAccountMayPublishAndNoRoleIsNamed() throws IOException {
        assertThat(TemplateText.FILE).content().doesNotContain("AWSServiceRoleForImageBuilder");
        Map<String, Object> key = statement("AWS::KMS::Key", "ImageBuilderTopicKey", "KeyPolicy");
        Map<String, Object> topic = statement("AWS::SNS::TopicPolicy", "ImageBuilderTopicPolicy", "PolicyDocument");

        assertThat(map(map(key.get("Condition")).get("StringEquals")))
                .containsEntry("kms:CallerAccount", Map.of("Ref", "AWS::AccountId"))
                .containsEntry("kms:ViaService", Map.of("Fn::Sub", "sns.${AWS::Region}.amazonaws.com"));
        assertThat(map(map(topic.get("Condition")).get("StringEquals")))
                .containsEntry("aws:PrincipalAccount", Map.of("Ref", "AWS::AccountId"));
    }

    private Map<String, Object> statement(String type, String resource, String policy) {
        Map<String, Object> document = map(
                map(template.resources(type).get(resource).get("Properties")).get(policy));
        return list(document.get("Statement")).stream()
                .map(TemplateText::map)
                .filter(statement -> "ThisAccountPublishes".equals(statement.get("Sid")))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A condition with ForAllValues is true when the request has no such key.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">Single-valued
     *     and multivalued context keys</a>
     */
    @Test
    void everyConditionOnAllValuesAlsoRequiresThatThereAreSome() {
        template.resources("AWS::IAM::Role")
                .forEach((name, role) -> list(map(role.get("Properties")).get("Policies")).stream()
                        .flatMap(policy ->
                                list(map(map(policy).get("PolicyDocument")).get("Statement")).stream())
                        .map(statement -> map(map(statement).getOrDefault("Condition", Map.of())))
                        .forEach(condition -> {
                            Set<String> keys = condition.entrySet().stream()
                                    .filter(entry -> entry.getKey().startsWith("ForAllValues:"))
                                    .flatMap(entry -> map(entry.getValue()).keySet().stream())
                                    .collect(Collectors.toSet());
                            if (!keys.isEmpty()) {
                                assertThat(map(condition.get("Null")))
                                        .as(name)
                                        .containsOnlyKeys(keys.toArray(String[]::new));
                            }
                        }));
    }

    @Test
    void theAccessLogHasTheNameForVendedLogsAndTellsWhoWasRefused() {
        assertThat(map(template.resources("AWS::Logs::LogGroup")
                        .get("QueryApiLogs")
                        .get("Properties")))
                .containsEntry("LogGroupName", Map.of("Fn::Sub", "/aws/vendedlogs/${AWS::StackName}/query-api"));
        Map<String, Object> api = map(
                template.resources("AWS::Serverless::HttpApi").get("QueryApi").get("Properties"));
        assertThat(map(api.get("AccessLogSettings")).get("Format"))
                .asString()
                .contains("$context.identity.sourceIp", "$context.authorizer.error", "$context.identity.accountId");
    }

    @Test
    void otherAccountsMayOnlyReadTheQueryApi() {
        Map<String, Object> role = template.resources("AWS::IAM::Role").get("QueryApiReaderRole");
        Map<String, Object> properties = map(role.get("Properties"));

        assertThat(role).containsEntry("Condition", "HasReaders");
        assertThat(statements(map(properties.get("AssumeRolePolicyDocument"))))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(
                                list(map(statement).get("Fn::If")).get(0))
                        .isIn("HasReaderOrganization", "HasReaderAccounts"));
        assertThat(list(properties.get("Policies")).stream()
                        .flatMap(policy -> statements(map(map(policy).get("PolicyDocument"))).stream())
                        .map(TemplateText::map))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement).containsEntry("Action", "execute-api:Invoke");
                    assertThat(map(statement.get("Resource")).get("Fn::Sub"))
                            .asString()
                            .endsWith(":${QueryApi}/*/GET/*");
                });
    }

    private static List<Object> statements(Map<String, Object> policy) {
        return list(policy.get("Statement"));
    }

    @Test
    void everyTestThatTheChecklistNamesExists() throws IOException {
        Set<String> named = Pattern.compile("`([A-Z]\\w+Test)`")
                .matcher(Files.readString(
                        TemplateText.FILE.resolveSibling("docs").resolve("deployment-checklist.md")))
                .results()
                .map(test -> test.group(1))
                .collect(Collectors.toSet());

        Set<String> existing = new HashSet<>();
        for (String room : TemplateText.folders(".")) {
            if (!room.startsWith(".")) {
                try (Stream<Path> files = Files.walk(TemplateText.FILE.resolveSibling(room))) {
                    files.map(Path::toString)
                            .filter(file -> file.matches(".*/src/test/java/.*Test\\.java"))
                            .map(file -> file.replaceFirst(".*/(\\w+)\\.java", "$1"))
                            .forEach(existing::add);
                }
            }
        }
        assertThat(existing).containsAll(named);
        assertThat(named).hasSizeGreaterThan(5);
    }

    @Test
    void everyThrottledRouteExists() {
        Map<String, Object> api = map(
                template.resources("AWS::Serverless::HttpApi").get("QueryApi").get("Properties"));
        Map<String, Object> paths = map(map(api.get("DefinitionBody")).get("paths"));

        assertThat(map(api.get("RouteSettings")).keySet()).isNotEmpty().allSatisfy(route -> {
            String[] methodAndPath = route.split(" ");
            assertThat(map(paths.get(methodAndPath[1]))).containsKey(methodAndPath[0].toLowerCase(Locale.ROOT));
        });
    }
}

package imagefanout.endtoend.template;

import static imagefanout.endtoend.template.TemplateText.eventFolders;
import static imagefanout.endtoend.template.TemplateText.folders;
import static imagefanout.endtoend.template.TemplateText.functionOf;
import static imagefanout.endtoend.template.TemplateText.list;
import static imagefanout.endtoend.template.TemplateText.map;
import static imagefanout.endtoend.template.TemplateText.phrase;
import static imagefanout.endtoend.template.TemplateText.stem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.lambda.Environment;
import imagefanout.localfleet.Template;
import imagefanout.localfleet.TemplateYaml;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that template.yaml matches the code, and that all functions are declared in the same way. */
class TemplateTest {
    /** Variables that Powertools reads. */
    private static final Set<String> READ_BY_POWERTOOLS = Set.of("POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL");

    private static final Map<String, String> SET_BY_LAMBDA = Map.of("AWS_REGION", "us-east-1");
    private static final Map<String, String> ENDPOINTS = Map.of(
            "DynamoDbEndpoint", "http://127.0.0.1:1",
            "ImageBuilderEndpoint", "http://127.0.0.1:1",
            "OrganizationsEndpoint", "http://127.0.0.1:1",
            "EventBridgeEndpoint", "http://127.0.0.1:1");

    private final TemplateText template = TemplateText.read();

    TemplateTest() throws IOException {}

    static List<Template.DeclaredFunction> functions() {
        return Template.read(TemplateText.FILE, ENDPOINTS).functions();
    }

    @Test
    void everyFunctionIsNamedByThePhraseOfItsFolder() throws IOException {
        assertThat(folders("functions").stream().map(TemplateText::functionOf))
                .containsExactlyInAnyOrderElementsOf(template.functions().keySet());
        template.functions().forEach((function, properties) -> {
            String folder = phrase(function);

            assertThat(properties.get("CodeUri"))
                    .isEqualTo("functions/" + folder + "/target/" + folder + "-function.jar");
            assertThat(properties.get("Handler"))
                    .isEqualTo(
                            "imagefanout." + folder.replace("-", "") + "." + stem(function) + "Handler::handleRequest");
            assertThat(variables(properties)).containsEntry("POWERTOOLS_SERVICE_NAME", folder);
        });
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyHandlerExists(Template.DeclaredFunction function) throws ReflectiveOperationException {
        Class<?> handler = Class.forName(function.handlerClass());

        assertThat(handler.getConstructor()).isNotNull();
        assertThat(Arrays.stream(handler.getMethods()))
                .anyMatch(method -> method.getName().equals("handleRequest"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyVariableThatTheCodeReadsIsSet(Template.DeclaredFunction function) {
        assertThatCode(() -> start(function, function.variables())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyVariableThatIsSetIsReadByTheCode(Template.DeclaredFunction function) {
        Set<String> set = new TreeSet<>(function.variables().keySet());
        set.removeAll(READ_BY_POWERTOOLS);

        for (String variable : set) {
            Map<String, String> without = new LinkedHashMap<>(function.variables());
            if (variable.startsWith("AWS_ENDPOINT_URL_")) {
                // Optional, but must be valid if present.
                without.put(variable, "no URL");
            } else {
                without.remove(variable);
            }

            assertThatThrownBy(() -> start(function, without))
                    .as("%s without %s", function.logicalId(), variable)
                    .hasMessageContaining(variable);
        }
    }

    @Test
    void everyEventFolderNamesAFunction() throws IOException {
        assertThat(eventFolders().stream().map(folder -> functionOf(folder)))
                .isSubsetOf(template.functions().keySet());
    }

    @Test
    void templateAndApiDescriptionHaveTheSameRoutes() throws IOException {
        Map<String, Object> described = map(map(TemplateYaml.parse(Files.readString(
                        TemplateText.FILE.resolveSibling("docs").resolve("openapi.yaml"))))
                .get("paths"));
        List<String> expected = new ArrayList<>();
        described.forEach((path, operations) -> map(operations).keySet().stream()
                .filter(Set.of("get", "put", "post", "delete", "patch")::contains)
                .forEach(method -> expected.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        List<Template.DeclaredRoute> routes =
                Template.read(TemplateText.FILE, Map.of()).routes();

        assertThat(routes.stream().map(route -> route.method() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(routes).allMatch(route -> route.function().equals("QueryImagesFunction"));
    }

    /** A route that is missing in the API definition would be public. */
    @Test
    void everyRouteTakesAwsCredentialsOrATokenWithItsScope() {
        Map<String, Object> secured = map(map(queryApi().get("DefinitionBody")).get("paths"));
        Map<String, Object> expected = new TreeMap<>();
        for (Template.DeclaredRoute route :
                Template.read(TemplateText.FILE, Map.of()).routes()) {
            String scope = scope(route);
            List<Object> token = route.path().equals("/")
                    ? List.of() // Only the sign-in page, which contains no data.
                    : List.of(Map.of("Jwt", List.of(Map.of("Ref", scope))));
            expected.put(
                    route.method() + " " + route.path(),
                    Map.of("Fn::If", List.of("TakesTokens", token, List.of(Map.of("AWS_IAM", List.of())))));
        }

        Map<String, Object> declared = new TreeMap<>();
        secured.forEach((path, operations) -> map(operations)
                .forEach((method, operation) -> declared.put(
                        method.toUpperCase(Locale.ROOT) + " " + path,
                        map(operation).get("security"))));

        assertThat(declared).isEqualTo(expected);
    }

    private static String scope(Template.DeclaredRoute route) {
        if (route.method().equals("GET")) {
            return "JwtReadScope";
        }
        if (route.path().endsWith("/approvals")) {
            return "JwtApproveScope";
        }
        return route.path().endsWith("/{channel}") ? "JwtPromoteScope" : "JwtHoldScope";
    }

    @Test
    void theApiIsThrottledLogsWhoAsksAndAllowsNoOtherOrigin() {
        Map<String, Object> api = queryApi();

        assertThat(map(api.get("DefaultRouteSettings"))).containsKeys("ThrottlingBurstLimit", "ThrottlingRateLimit");
        assertThat(map(api.get("AccessLogSettings")).get("Format"))
                .asString()
                .contains("$context.identity.userArn", "$context.authorizer.claims.sub");
        assertThat(api).doesNotContainKey("CorsConfiguration");
    }

    private Map<String, Object> queryApi() {
        return map(
                template.resources("AWS::Serverless::HttpApi").get("QueryApi").get("Properties"));
    }

    @Test
    void everyFunctionHasItsOwnRoleAndLogAndALimitAndPublishesEveryChange() {
        template.functions().forEach((function, properties) -> {
            assertThat(properties.get("Role")).isEqualTo(Map.of("Fn::GetAtt", stem(function) + "Role.Arn"));
            assertThat(properties.get("LoggingConfig"))
                    .isEqualTo(Map.of("LogFormat", "JSON", "LogGroup", Map.of("Ref", stem(function) + "Logs")));
            assertThat(properties).containsEntry("AutoPublishAliasAllProperties", true);
            assertThat(properties).containsKey("ReservedConcurrentExecutions");
            assertThat(properties).doesNotContainKeys("Policies", "Runtime", "Architectures");
        });
        Map<String, Object> globals = map(template.section("Globals").get("Function"));
        assertThat(globals).containsEntry("Runtime", "java25").containsEntry("AutoPublishAlias", "live");
    }

    @Test
    void readmeAndParameterStateTheSumOfTheReservedExecutions() throws IOException {
        int reserved = template.functions().values().stream()
                .map(properties -> map(properties.get("ReservedConcurrentExecutions")))
                .mapToInt(limit -> (int) list(limit.get("Fn::If")).get(1))
                .sum();

        assertThat((String) map(template.section("Parameters").get("ReservedConcurrency"))
                        .get("Description"))
                .contains(reserved + " in total", "below " + (reserved + 100) + ".");
        assertThat(Files.readString(TemplateText.FILE.resolveSibling("README.md")))
                .contains("reserve " + reserved + " concurrent");
    }

    @Test
    void everyAsynchronousFunctionHasBothDeadLetterQueuesAndAnAlarm() {
        template.functions().forEach((function, properties) -> {
            List<String> events = TemplateText.eventTypes(properties);
            if (events.isEmpty() || function.equals("QueryImagesFunction")) {
                // The API's callers see a failure, the daily call has no content, and the next run of the rules repeats
                // one.
                assertThat(events).isSubsetOf("HttpApi", "Schedule");
                return;
            }
            String failed = stem(function) + "DeadLetters";
            String undelivered = stem(function) + "Undelivered";

            if (function.equals("AnnounceChangesFunction")) {
                // A scheduled run that cannot reach it is followed by the next one.
                assertThat(properties.get("Events").toString()).contains(failed + ".Arn");
                assertThat(properties.get("EventInvokeConfig").toString()).contains(failed + ".Arn");
                assertThat(template.resources("AWS::SQS::Queue")).containsKey(failed);
                assertThat(template.resources("AWS::CloudWatch::Alarm").get(failed + "Alarm"))
                        .asString()
                        .contains(failed + ".QueueName");
                return;
            }
            assertThat(map(map(map(properties.get("EventInvokeConfig")).get("DestinationConfig"))
                            .get("OnFailure")))
                    .isEqualTo(Map.of("Type", "SQS", "Destination", Map.of("Fn::GetAtt", failed + ".Arn")));
            map(properties.get("Events")).values().forEach(event -> assertThat(
                            map(map(event).get("Properties")).toString())
                    .as("%s of %s", map(event).get("Type"), function)
                    .contains(
                            switch ((String) map(event).get("Type")) {
                                case "DynamoDB" -> failed + ".Arn";
                                case "SQS" -> stem(function) + "Messages.Arn";
                                default -> undelivered + ".Arn";
                            }));
            assertThat(template.resources("AWS::SQS::Queue")).containsKeys(failed, undelivered);
            assertThat(template.resources("AWS::CloudWatch::Alarm").get(failed + "Alarm"))
                    .asString()
                    .contains(failed + ".QueueName", undelivered + ".QueueName");
        });
    }

    /**
     * A visibility timeout of six times the function's timeout plus the batching window; without the response type, Lambda
     * would delete failed messages of a batch.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Creating and configuring an
     *     Amazon SQS event source mapping</a>
     */
    @Test
    void theReconcilesMessagesWaitUntilTheirBuildsAreRecorded() {
        Map<String, Object> function = template.functions().get("ReconcilePipelineFunction");
        Map<String, Object> source =
                map(map(map(function.get("Events")).get("FinishedBuild")).get("Properties"));
        Map<String, Object> queue = map(template.resources("AWS::SQS::Queue")
                .get("ReconcilePipelineMessages")
                .get("Properties"));
        Map<String, Object> subscription = map(template.resources("AWS::SNS::Subscription")
                .get("ReconcilePipelineSubscription")
                .get("Properties"));

        assertThat(source)
                .containsEntry("Queue", Map.of("Fn::GetAtt", "ReconcilePipelineMessages.Arn"))
                .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures"));
        assertThat(queue).containsEntry("DelaySeconds", 300);
        assertThat((int) queue.get("VisibilityTimeout"))
                .isGreaterThanOrEqualTo(
                        6 * (int) function.get("Timeout") + (int) source.get("MaximumBatchingWindowInSeconds"));
        assertThat(map(queue.get("RedrivePolicy")))
                .containsEntry("deadLetterTargetArn", Map.of("Fn::GetAtt", "ReconcilePipelineDeadLetters.Arn"));
        assertThat(subscription)
                .containsEntry("Protocol", "sqs")
                .containsEntry("Endpoint", Map.of("Fn::GetAtt", "ReconcilePipelineMessages.Arn"));
        assertThat(TemplateText.eventTypes(function)).doesNotContain("SNS");
    }

    /** Listed one by one, because the name of a rule does not always start with the full stack name. */
    @Test
    void aQueueAcceptsOnlyTheSourcesOfItsFunction() {
        Map<Object, Set<Object>> sources = new LinkedHashMap<>();
        template.functions()
                .forEach((function, properties) -> map(properties.get("Events")).forEach((name, event) -> {
                    Map<String, Object> source = map(map(event).get("Properties"));
                    Object ofTopic = map(source.get("RedrivePolicy")).get("deadLetterTargetArn");
                    Object ofRule = map(source.get("DeadLetterConfig")).get("Arn");
                    if (ofTopic != null) {
                        sources.computeIfAbsent(ofTopic, queue -> new HashSet<>())
                                .add(source.get("Topic"));
                    }
                    if (ofRule != null) {
                        sources.computeIfAbsent(ofRule, queue -> new HashSet<>())
                                .add(Map.of("Fn::GetAtt", function + name + ".Arn"));
                    }
                }));
        template.resources("AWS::SNS::Subscription").values().forEach(resource -> {
            Map<String, Object> subscription = map(resource.get("Properties"));
            Stream.of(
                            subscription.get("Endpoint"),
                            map(subscription.get("RedrivePolicy")).get("deadLetterTargetArn"))
                    .forEach(queue -> sources.computeIfAbsent(queue, first -> new HashSet<>())
                            .add(subscription.get("TopicArn")));
        });
        template.resources("AWS::Events::Rule").forEach((rule, resource) -> list(map(resource.get("Properties"))
                        .get("Targets"))
                .forEach(target -> Stream.of(
                                map(target).get("Arn"),
                                map(map(target).get("DeadLetterConfig")).get("Arn"))
                        .forEach(queue -> sources.computeIfAbsent(queue, first -> new HashSet<>())
                                .add(Map.of("Fn::GetAtt", rule + ".Arn")))));

        Map<Object, Set<Object>> allowed = new LinkedHashMap<>();
        template.resources("AWS::SQS::QueuePolicy").values().forEach(policy -> {
            for (Object each : list(
                    map(map(policy.get("Properties")).get("PolicyDocument")).get("Statement"))) {
                Map<String, Object> statement = statement(each);
                allowed.computeIfAbsent(statement.get("Resource"), queue -> new HashSet<>())
                        .addAll(list(map(map(statement.get("Condition")).get("ArnEquals"))
                                .get("aws:SourceArn")));
            }
        });

        assertThat(sources).isNotEmpty();
        assertThat(allowed).isEqualTo(sources);
    }

    /**
     * CloudFormation publishes a version when it replaces the version resource. SAM does not detect a changed parameter value, and only the version's description can contain one.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html">a
     *     version's properties</a>
     */
    @Test
    void aParameterThatAFunctionReadsPublishesAVersion() {
        Map<String, Object> parameters = template.section("Parameters");
        template.functions().forEach((function, properties) -> {
            String text =
                    String.valueOf(map(properties.get("VersionDescription")).get("Fn::Sub"));
            Set<String> read = new TreeSet<>(Set.of("Architecture"));
            variables(properties).values().forEach(value -> parameters.keySet().stream()
                    .filter(parameter -> value.toString().matches(".*\\b" + parameter + "\\b.*"))
                    .forEach(read::add));

            int longest = text.replaceAll("\\$\\{[^}]*}", "").length();
            for (String parameter : read) {
                assertThat(text).as(function).contains("${" + parameter + "}");
                longest += longest(map(parameters.get(parameter)));
            }
            assertThat(longest)
                    .as(
                            "the longest description of %s; a shorter MaxLength, such as that of SourceRegions, helps",
                            function)
                    .isLessThanOrEqualTo(256);
        });
    }

    private static int longest(Map<String, Object> parameter) {
        if (parameter.containsKey("AllowedValues")) {
            return list(parameter.get("AllowedValues")).stream()
                    .mapToInt(value -> value.toString().length())
                    .max()
                    .orElseThrow();
        }
        Object most = parameter.get("MaxLength");
        return most == null ? parameter.get("MaxValue").toString().length() : Integer.parseInt(most.toString());
    }

    @Test
    void theStageHasTheAddressesToSignIn() {
        Map<String, Object> stage = map(
                template.resources("AWS::Serverless::HttpApi").get("QueryApi").get("Properties"));

        assertThat(map(list(map(stage.get("StageVariables")).get("Fn::If")).get(1)))
                .containsOnlyKeys(
                        "signInClientId",
                        "signInAuthorizeUrl",
                        "signInTokenUrl",
                        "signInReadScope",
                        "signInHoldScope",
                        "holdScope",
                        "promoteScope",
                        "approveScope");
    }

    @Test
    void onlyTaggedDistributionConfigurationsCanBeReached() {
        Map<String, Object> tagged = Map.of("Null", Map.of("aws:ResourceTag/image-fanout:groups", "false"));
        Map<String, Object> beingTagged = Map.of("Null", Map.of("aws:RequestTag/image-fanout:groups", "false"));
        Map<Object, Object> conditions = new TreeMap<>();

        template.resources("AWS::IAM::Role").values().stream()
                .flatMap(role -> list(map(role.get("Properties")).get("Policies")).stream())
                .flatMap(policy -> list(map(map(policy).get("PolicyDocument")).get("Statement")).stream())
                .map(TemplateTest::statement)
                .filter(statement -> String.valueOf(statement.get("Resource")).contains(":distribution-configuration/"))
                .forEach(statement -> list(statement.get("Action"))
                        .forEach(action -> conditions.put(action, map(statement.get("Condition")))));

        assertThat(conditions)
                .isEqualTo(Map.of(
                        "imagebuilder:GetDistributionConfiguration", tagged,
                        "imagebuilder:UpdateDistributionConfiguration", tagged,
                        "imagebuilder:CreateDistributionConfiguration", beingTagged,
                        "imagebuilder:TagResource", beingTagged));
    }

    /** A filter that admits too much would invoke the function with its own writes. */
    @Test
    void announceChangesReadsOnlyItemsThatAreAnnouncedAndIsolatesWhatFails() {
        Map<String, Object> function = template.functions().get("AnnounceChangesFunction");
        Map<String, Object> stream =
                map(map(map(function.get("Events")).get("CatalogChange")).get("Properties"));

        assertThat(list(map(stream.get("FilterCriteria")).get("Filters")))
                .hasSizeBetween(1, 5)
                .allSatisfy(filter ->
                        assertThat((String) map(filter).get("Pattern")).containsAnyOf("META", "SYNC", "CHANNELS#"));
        assertThat(stream)
                .containsEntry("BisectBatchOnFunctionError", true)
                .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures"))
                .containsEntry("MaximumRetryAttempts", 10)
                .containsKeys("MaximumRecordAgeInSeconds", "DestinationConfig");
        assertThat(map(template.resources("AWS::DynamoDB::Table")
                        .get("CatalogTable")
                        .get("Properties")))
                .containsEntry("StreamSpecification", Map.of("StreamViewType", "KEYS_ONLY"));
    }

    /** @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html">Conditions of EventBridge</a> */
    @Test
    void consumersCreateRulesForTheirAmisOnlyAndChangeNoRuleOfOthers() {
        Map<String, Map<String, Object>> policies = template.resources("AWS::Events::EventBusPolicy");
        Map<String, Object> rules = map(
                map(policies.get("AnnouncementRulesPolicy").get("Properties")).get("Statement"));
        Map<String, Object> targets = map(
                map(policies.get("AnnouncementTargetsPolicy").get("Properties")).get("Statement"));

        assertThat(policies.get("AnnouncementRulesPolicy")).containsEntry("Condition", "HasConsumers");
        assertThat(policies.get("AnnouncementTargetsPolicy")).containsEntry("Condition", "HasConsumers");
        assertThat(rules).containsEntry("Action", "events:PutRule");
        assertThat(map(rules.get("Condition")))
                .containsEntry("StringEqualsIfExists", Map.of("events:creatorAccount", "${aws:PrincipalAccount}"))
                .containsEntry(
                        "ForAllValues:StringEquals",
                        Map.of("events:source", "image-fanout", "events:detail-type", "Latest AMI Changed"))
                .containsEntry("Null", Map.of("events:source", "false", "events:detail-type", "false"));
        assertThat(map(map(targets.get("Condition")).get("StringEquals")))
                .containsEntry("events:creatorAccount", "${aws:PrincipalAccount}");
        assertThat(list(targets.get("Action"))).doesNotContain("events:PutRule", "events:PutEvents");
    }

    @Test
    void oneSyncRunsAtATimeAndNoRecordBlocksTheRegistrysStream() {
        Map<String, Object> function = template.functions().get("SyncDistributionsFunction");
        Map<String, Object> stream =
                map(map(map(function.get("Events")).get("RegistryChange")).get("Properties"));

        assertThat(list(map(function.get("ReservedConcurrentExecutions")).get("Fn::If")))
                .contains(1);
        assertThat(stream)
                .containsEntry("ParallelizationFactor", 1)
                .containsEntry("MaximumBatchingWindowInSeconds", 10)
                .containsEntry("MaximumRetryAttempts", 2)
                .containsKeys("MaximumRecordAgeInSeconds", "DestinationConfig");
    }

    /** A transaction needs the permissions of its single writes. PartiQL has its own. */
    @Test
    void onlyTheWritersThatAreNamedAndTheStacksOwnWriteTheAccountRegistry() {
        Map<String, Object> table = map(template.resources("AWS::DynamoDB::Table")
                .get("AccountRegistryTable")
                .get("Properties"));
        List<Object> choice = list(map(table.get("ResourcePolicy")).get("Fn::If"));
        Map<String, Object> denied =
                map(list(map(map(choice.get(1)).get("PolicyDocument")).get("Statement"))
                        .get(0));

        assertThat(choice.get(0)).isEqualTo("LimitsRegistryWriters");
        assertThat(denied).containsEntry("Effect", "Deny").containsEntry("Principal", "*");
        assertThat(list(denied.get("Action")))
                .contains(
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem",
                        "dynamodb:DeleteItem",
                        "dynamodb:BatchWriteItem",
                        "dynamodb:PartiQLInsert",
                        "dynamodb:PartiQLUpdate",
                        "dynamodb:PartiQLDelete");
        assertThat(map(denied.get("Condition")).get("ArnNotLike").toString())
                .contains("aws:PrincipalArn", "${RegistryWriterArns}", ":role/${AWS::StackName}/registry-writers/*");
    }

    @Test
    void everyRoleThatWritesTheAccountRegistryIsOneOfItsWriters() {
        Set<String> writers = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        template.resources("AWS::IAM::Role").forEach((role, resource) -> {
            Map<String, Object> properties = map(resource.get("Properties"));
            if (Map.of("Fn::Sub", "/${AWS::StackName}/registry-writers/").equals(properties.get("Path"))) {
                named.add(role);
            }
            list(properties.get("Policies")).stream()
                    .flatMap(policy ->
                            list(map(map(policy).get("PolicyDocument")).get("Statement")).stream())
                    .map(TemplateTest::statement)
                    .filter(statement ->
                            String.valueOf(statement.get("Resource")).contains("AccountRegistryTable"))
                    .filter(statement -> list(statement.get("Action")).stream().anyMatch(action -> action.toString()
                            .matches("dynamodb:(Put|Update|Delete|BatchWrite)Item")))
                    .forEach(statement -> writers.add(role));
        });

        assertThat(writers).isNotEmpty().isEqualTo(named);
    }

    @Test
    void alarmsCoverHeldAndManyRemovalsAndConfigurationsOutOfSync() {
        assertThat(template.resources("AWS::CloudWatch::Alarm").values().stream()
                        .map(alarm -> map(alarm.get("Properties")))
                        .filter(alarm -> list(alarm.get("Dimensions"))
                                .contains(Map.of("Name", "Service", "Value", "sync-distributions")))
                        .map(alarm -> alarm.get("MetricName")))
                .containsExactlyInAnyOrder(
                        "RemovalsHeld",
                        "AdditionsHeld",
                        "AccountsFirstSeen",
                        "AccountsRemoved",
                        "ConfigurationsOutOfSync");
    }

    /** EventBridge's events wait in the queue: at the topic they would start a second recording of the same build. */
    @Test
    void onlyThisAccountPublishesToTheTopicAndNoRuleDoes() {
        List<Object> statements = template.resources("AWS::SNS::TopicPolicy").values().stream()
                .flatMap(policy ->
                        list(map(map(policy.get("Properties")).get("PolicyDocument"))
                                        .get("Statement"))
                                .stream())
                .toList();
        Map<String, Object> rule = map(
                template.resources("AWS::Events::Rule").get("ImageStateRule").get("Properties"));

        assertThat(statements).singleElement().satisfies(statement -> assertThat(map(statement))
                .containsEntry(
                        "Condition",
                        Map.of("StringEquals", Map.of("aws:PrincipalAccount", Map.of("Ref", "AWS::AccountId")))));
        assertThat(list(rule.get("Targets"))).singleElement().satisfies(target -> assertThat(map(target))
                .containsEntry("Arn", Map.of("Fn::GetAtt", "ReconcilePipelineMessages.Arn")));
    }

    @Test
    void everyTableIsKept() {
        template.resources("AWS::DynamoDB::Table").forEach((table, resource) -> {
            Map<String, Object> properties = map(resource.get("Properties"));

            assertThat(resource)
                    .as(table)
                    .containsEntry("DeletionPolicy", "Retain")
                    .containsEntry("UpdateReplacePolicy", "Retain");
            assertThat(properties)
                    .as(table)
                    .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true))
                    .containsEntry("DeletionProtectionEnabled", Map.of("Ref", "DeletionProtection"));
            assertThat(map(properties.get("SSESpecification"))).as(table).containsEntry("SSEEnabled", true);
        });
    }

    @Test
    void everyParameterIsDescribedGroupedAndChecked() {
        Map<String, Object> face = map(template.section("Metadata").get("AWS::CloudFormation::Interface"));
        List<Object> grouped = list(face.get("ParameterGroups")).stream()
                .flatMap(group -> list(map(group).get("Parameters")).stream())
                .toList();

        assertThat(grouped)
                .containsExactlyInAnyOrderElementsOf(
                        template.section("Parameters").keySet());
        assertThat(map(face.get("ParameterLabels")).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        template.section("Parameters").keySet());
        template.section("Parameters").forEach((name, declared) -> {
            Map<String, Object> parameter = map(declared);

            assertThat(parameter).as(name).containsKeys("Description", "Default");
            assertThat(Stream.of("AllowedPattern", "AllowedValues", "MaxValue"))
                    .as(name)
                    .anyMatch(parameter::containsKey);
        });
    }

    /**
     * The patterns from the documentation.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-template-publishing-applications-metadata-properties.html">Metadata
     *     section properties</a>
     */
    @Test
    void metadataMatchesTheRulesOfTheServerlessApplicationRepository() {
        Map<String, Object> application = map(template.section("Metadata").get("AWS::ServerlessRepo::Application"));

        assertThat((String) application.get("Name")).matches("[a-zA-Z0-9-]{1,140}");
        assertThat((String) application.get("Author")).matches("[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?");
        assertThat((String) application.get("Description")).hasSizeBetween(1, 256);
        assertThat(list(application.get("Labels"))).hasSizeLessThanOrEqualTo(10).allMatch(label -> ((String) label)
                .matches("[a-zA-Z0-9+_:/@-]{1,127}"));
        assertThat((String) application.get("SemanticVersion")).matches("\\d+\\.\\d+\\.\\d+");
        for (String file : List.of("LicenseUrl", "ReadmeUrl")) {
            assertThat(TemplateText.FILE.resolveSibling((String) application.get(file)))
                    .isRegularFile();
        }
    }

    @Test
    void aSingleRegionOrMultiRegionKeyCanBeUsed() {
        for (String parameter : List.of("TopicKeyArn", "DataKeyArn")) {
            String pattern =
                    (String) map(template.section("Parameters").get(parameter)).get("AllowedPattern");

            assertThat(List.of(
                            "",
                            "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                            "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"))
                    .allMatch(arn -> arn.matches(pattern));
            assertThat("arn:aws:kms:us-east-1:123456789012:alias/golden").doesNotMatch(pattern);
        }
    }

    /** With a customer managed key, a service needs permission for the queue and for its key. */
    @Test
    void theDocsNameEverySenderToAQueueAsAUserOfTheKey() throws IOException {
        String onTheKey = Files.readAllLines(TemplateText.FILE.resolveSibling("docs/deployment.md")).stream()
                .filter(line -> line.startsWith("| `DataKeyArn` |"))
                .findFirst()
                .orElseThrow();
        Set<String> senders = new TreeSet<>();
        template.resources("AWS::SQS::QueuePolicy").values().forEach(policy -> list(map(map(policy.get("Properties"))
                                .get("PolicyDocument"))
                        .get("Statement"))
                .forEach(each -> senders.add(
                        (String) map(statement(each).get("Principal")).get("Service"))));

        assertThat(senders).isNotEmpty();
        assertThat(onTheKey).contains(senders);
    }

    @Test
    void everythingThatAPersonHasToNameIsAnOutput() {
        Set<String> shown = new TreeSet<>();
        template.section("Outputs")
                .values()
                .forEach(output -> shown.add(
                        String.valueOf(map(output).get("Value") instanceof Map<?, ?> value ? value.get("Ref") : "")));

        for (String type : List.of(
                "AWS::Serverless::Function", "AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::Logs::LogGroup")) {
            assertThat(shown).containsAll(template.resources(type).keySet());
        }
        assertThat(template.section("Outputs")).containsKeys("TopicArn", "QueryApiUrl", "DashboardUrl");
    }

    @Test
    void noArnNamesAPartition() throws IOException {
        assertThat(Files.readString(TemplateText.FILE)).doesNotContain("arn:aws:");
    }

    /** Returns the statement. For a conditional statement, returns the variant for a true condition. */
    private static Map<String, Object> statement(Object each) {
        Map<String, Object> statement = map(each);
        return statement.containsKey("Fn::If")
                ? map(list(statement.get("Fn::If")).get(1))
                : statement;
    }

    private static Map<String, Object> variables(Map<String, Object> properties) {
        return map(map(properties.get("Environment")).get("Variables"));
    }

    private static void start(Template.DeclaredFunction function, Map<String, String> variables) throws Throwable {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(SET_BY_LAMBDA);
        try {
            Class.forName(function.handlerClass())
                    .getConstructor(Environment.class)
                    .newInstance(Environment.of(all));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

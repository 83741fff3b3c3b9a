package imagefanout.endtoend.template;

import static imagefanout.endtoend.template.CallRecorder.EVERYTHING;
import static imagefanout.endtoend.template.TemplateText.list;
import static imagefanout.endtoend.template.TemplateText.map;
import static imagefanout.endtoend.template.TemplateText.stem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import imagefanout.endtoend.faults.InterruptedRecordings;
import imagefanout.endtoend.template.CallRecorder.Permission;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/**
 * Checks that each function's role allows exactly the calls that the function makes. A fleet handles every event and route, and each SDK call is compared with the statements in template.yaml. The calls of all other tests in this module are checked too.
 */
class LeastPrivilegeTest {
    /** The additional permissions that Image Builder requires from its caller, by call. */
    private static final Map<String, Set<String>> ADDITIONAL_PERMISSIONS = Map.of(
            "imagebuilder:CreateImageRecipe",
            Set.of(
                    "imagebuilder:TagResource on image-recipe",
                    "imagebuilder:GetComponent on component",
                    "imagebuilder:GetImage on image",
                    "ec2:DescribeImages on *"),
            "imagebuilder:CreateDistributionConfiguration",
            Set.of("imagebuilder:TagResource on distribution-configuration"),
            "imagebuilder:UpdateImagePipeline",
            Set.of("iam:PassRole on PipelineRoleArns"));

    /** Actions that support no resource-level permissions. */
    private static final Set<String> KNOWS_NO_RESOURCE = Set.of(
            "ec2:DescribeImages",
            "imagebuilder:ListDistributionConfigurations",
            // With an image version it does, but it is called without one, too.
            "imagebuilder:ListImageBuildVersions",
            "imagebuilder:ListImagePipelines",
            "imagebuilder:ListImageRecipes",
            "imagebuilder:ListImages",
            "organizations:ListRoots",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TemplateText template = TemplateText.read();
    private final Set<Permission> allowed = Roles.read().all();
    private final ResourcePolicies policies = new ResourcePolicies(template);

    LeastPrivilegeTest() throws IOException {}

    @BeforeAll
    static void exerciseTheFleet() throws Exception {
        try (Fleet fleet = Fleet.start(
                FleetOptions.onFreePorts(TemplateText.FILE).withSamples().withBuildDuration(Duration.ofSeconds(1)))) {
            new FullExercise(fleet).run();
        }
        InterruptedRecordings.recover();
    }

    @Test
    void everyCallIsAllowed() {
        assertThat(CallRecorder.recorded()).isNotEmpty();
        assertThat(CallRecorder.refused()).as("called, and not allowed").isEmpty();
    }

    @Test
    void everythingThatIsAllowedIsCalled() {
        Set<Permission> unused = new TreeSet<>(allowed);
        unused.removeAll(CallRecorder.recorded());
        CallRecorder.recorded().forEach(call -> ADDITIONAL_PERMISSIONS
                .getOrDefault(call.action(), Set.of())
                .forEach(besides ->
                        unused.removeIf(permission -> permission.function().equals(call.function())
                                && (permission.action() + " on " + permission.resource()).equals(besides))));
        template.functions()
                .forEach((function, properties) -> unused.removeAll(lambdaServiceCalls(function, properties)));

        assertThat(unused).as("allowed, and not called").isEmpty();
    }

    @Test
    void whatLambdaDoesInTheFunctionsNameIsAllowed() {
        template.functions().forEach((function, properties) -> assertThat(allowed)
                .containsAll(lambdaServiceCalls(function, properties)));
    }

    @Test
    void onlyActionsWithoutResourceLevelPermissionsAreAllowedOnAllResources() {
        assertThat(allowed.stream()
                        .filter(permission -> permission.resource().equals(EVERYTHING))
                        .map(Permission::action))
                .isSubsetOf(KNOWS_NO_RESOURCE);
    }

    @Test
    void noActionIsAPattern() {
        assertThat(allowed).extracting(Permission::action).noneMatch(action -> action.contains("*"));
    }

    @Test
    void noRoleHasAnythingButItsOwnStatements() {
        template.functions().keySet().forEach(function -> assertThat(role(function))
                .doesNotContainKeys("ManagedPolicyArns")
                .containsKey("Policies"));
    }

    /** The customer managed keys admit callers by service, so no role has to. */
    @Test
    void noRoleUsesAKeyByItself() {
        assertThat(allowed).extracting(Permission::action).noneMatch(action -> action.startsWith("kms:"));
    }

    @Test
    void theTopicsKeyIsForThisAccountAndOnlyThroughSns() {
        assertThat(policies.of("AWS::KMS::Key"))
                .extracting(
                        ResourcePolicies.Statement::resource,
                        statement -> statement.text().get("Sid"))
                .containsExactly(
                        tuple("ImageBuilderTopicKey", "AccountAdministers"),
                        tuple("ImageBuilderTopicKey", "ThisAccountPublishes"));
        ResourcePolicies.Statement administers = policies.of("AWS::KMS::Key").get(0);
        ResourcePolicies.Statement publishes = policies.of("AWS::KMS::Key").get(1);

        assertThat(map(administers.text().get("Principal")))
                .containsOnly(entry("AWS", Map.of("Fn::Sub", "arn:${AWS::Partition}:iam::${AWS::AccountId}:root")));
        assertThat(publishes.actions()).containsExactly("kms:GenerateDataKey*", "kms:Decrypt");
        assertThat(publishes.condition())
                .containsOnly(entry(
                        "StringEquals",
                        Map.of(
                                "kms:CallerAccount", Map.of("Ref", "AWS::AccountId"),
                                "kms:ViaService", Map.of("Fn::Sub", "sns.${AWS::Region}.amazonaws.com"))));
    }

    @Test
    void theTopicTakesMessagesOfThisAccountAndNothingElse() {
        assertThat(policies.of("AWS::SNS::TopicPolicy")).singleElement().satisfies(statement -> {
            assertThat(statement.actions()).containsExactly("sns:Publish");
            assertThat(statement.text()).containsEntry("Resource", Map.of("Ref", "ImageBuilderTopic"));
            assertThat(statement.condition())
                    .containsOnly(
                            entry("StringEquals", Map.of("aws:PrincipalAccount", Map.of("Ref", "AWS::AccountId"))));
        });
    }

    /** Which topics and rules they are is in TemplateTest. */
    @Test
    void aQueueTakesMessagesOfNamedTopicsAndRulesAndNothingElse() {
        assertThat(policies.of("AWS::SQS::QueuePolicy")).isNotEmpty().allSatisfy(statement -> {
            assertThat(statement.allows()).isTrue();
            assertThat(statement.actions()).containsExactly("sqs:SendMessage");
            assertThat(statement.text())
                    .containsEntry(
                            "Resource",
                            Map.of("Fn::GetAtt", statement.resource().replaceFirst("Policy$", ".Arn")));
            assertThat(statement.condition()).containsOnlyKeys("ArnEquals");
            String service = (String) map(statement.text().get("Principal")).get("Service");
            assertThat(list(map(statement.condition().get("ArnEquals")).get("aws:SourceArn")))
                    .isNotEmpty()
                    .allMatch(source -> service.equals(
                            source.toString().contains("Topic") ? "sns.amazonaws.com" : "events.amazonaws.com"));
        });
        assertThat(template.resources("AWS::SQS::QueuePolicy").values()).allSatisfy(policy -> assertThat(
                        list(map(policy.get("Properties")).get("Queues")))
                .hasSize(1));
    }

    /** Access to a table comes from roles alone. */
    @Test
    void aTablesPolicyOnlyDenies() {
        assertThat(policies.of("AWS::DynamoDB::Table")).noneMatch(ResourcePolicies.Statement::allows);
    }

    /** SAM grants each source the permission to invoke the function, and only that source. A function URL would be open. */
    @Test
    void aFunctionIsInvokedByItsEventsAndNothingElse() {
        Map<String, String> sources = Map.of(
                "SNS", "Topic",
                "HttpApi", "ApiId",
                "Schedule", "Schedule",
                "EventBridgeRule", "Pattern",
                "SQS", "Queue",
                "DynamoDB", "Stream");

        assertThat(template.resources("AWS::Lambda::Permission")).isEmpty();
        template.functions().forEach((function, properties) -> {
            assertThat(properties).as(function).doesNotContainKey("FunctionUrlConfig");
            map(properties.get("Events")).forEach((name, event) -> {
                assertThat(sources).as(function + " " + name).containsKey((String)
                        map(event).get("Type"));
                assertThat(map(map(event).get("Properties")))
                        .as(function + " " + name)
                        .containsKey(sources.get(map(event).get("Type")));
            });
        });
    }

    @Test
    void noOtherResourceIsOpenedByAPolicy() {
        assertThat(policies.typesNotCovered()).isEmpty();
    }

    /** Lambda's own calls with the function's role: logs, traces, dead letters, queues, streams. */
    private static Set<Permission> lambdaServiceCalls(String function, Map<String, Object> properties) {
        String name = Roles.name(function);
        Set<Permission> permissions = new LinkedHashSet<>();
        Stream.of("logs:CreateLogStream", "logs:PutLogEvents")
                .forEach(action -> permissions.add(new Permission(name, action, stem(function) + "Logs")));
        Stream.of("xray:PutTelemetryRecords", "xray:PutTraceSegments")
                .forEach(action -> permissions.add(new Permission(name, action, EVERYTHING)));
        if (properties.toString().contains("DestinationConfig")) {
            permissions.add(new Permission(name, "sqs:SendMessage", stem(function) + "DeadLetters"));
        }
        map(properties.get("Events")).values().stream()
                .filter(event -> "SQS".equals(map(event).get("Type")))
                .map(event -> (String)
                        map(map(map(event).get("Properties")).get("Queue")).get("Fn::GetAtt"))
                .forEach(queue -> Stream.of("DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
                        .forEach(action ->
                                permissions.add(new Permission(name, "sqs:" + action, queue.replace(".Arn", "")))));
        map(properties.get("Events")).values().stream()
                .filter(event -> "DynamoDB".equals(map(event).get("Type")))
                .map(event -> (String)
                        map(map(map(event).get("Properties")).get("Stream")).get("Fn::GetAtt"))
                .forEach(stream -> Stream.of("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
                        .forEach(action -> permissions.add(new Permission(
                                name, "dynamodb:" + action, stream.replace(".StreamArn", "") + " stream"))));
        return permissions;
    }

    private Map<String, Object> role(String function) {
        return map(template.resources("AWS::IAM::Role")
                .get(stem(function) + "Role")
                .get("Properties"));
    }

    /** Every event, every route, and changes that trigger rare code paths. */
    private record FullExercise(Fleet fleet) {
        private static final String REGISTRY = "AccountRegistryTable";
        private static final String IMAGE = "/v1/images/golden-linux/1.0.0/1";

        void run() throws Exception {
            aPipelineBuildsTheDatabase();
            everyEvent();
            everyRoute();
            aCopyThatFailedIsMade();
            allBuildsAreNotListed();
            aConfigurationIsDeclared();
            aRemovalIsHeldAndApproved();
            aRowIsWidened();
            accountsJoinAndLeaveTheOrganization();
            everyEvent();
            anImageIsShared();
        }

        /** The pipeline whose recipe the events change. */
        private void aPipelineBuildsTheDatabase() {
            String arn = "arn:aws:imagebuilder:us-east-1:123456789012:";
            try (ImagebuilderClient imageBuilder = fleet.imageBuilderClient()) {
                imageBuilder.createImagePipeline(request -> request.name("golden-database")
                        .imageRecipeArn(arn + "image-recipe/golden-database/1.0.0")
                        .infrastructureConfigurationArn(arn + "infrastructure-configuration/builders")
                        .clientToken("golden-database"));
            }
        }

        private void everyEvent() throws Exception {
            for (String folder : TemplateText.eventFolders()) {
                try (Stream<Path> events =
                        Files.list(TemplateText.FILE.resolveSibling("events").resolve(folder))) {
                    for (Path event : events.sorted().toList()) {
                        invoke(TemplateText.functionOf(folder), Files.readString(event));
                    }
                }
            }
        }

        private void everyRoute() throws Exception {
            String ami = get(IMAGE + "/amis").replaceAll("(?s).*?\"amiId\":\"(ami-[0-9a-f]+)\".*", "$1");
            for (String path : List.of(
                    "/",
                    "/v1/openapi.json",
                    "/v1/pipelines",
                    "/v1/pipelines/golden-linux/builds",
                    "/v1/pipelines/golden-linux/latest?account=222222222222",
                    "/v1/pipelines/golden-linux/coverage",
                    IMAGE,
                    "/v1/amis/" + ami,
                    "/v1/accounts",
                    "/v1/accounts/222222222222",
                    "/v1/accounts/222222222222/amis",
                    "/v1/distributions",
                    "/v1/distributions/everywhere/changes")) {
                get(path);
            }
            String channel = "/v1/pipelines/golden-linux/channels/prod";
            send(
                    "PUT",
                    channel,
                    "{\"imageArn\":\"arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/1\",\"reason\":\"tested\"}");
            for (String path : List.of(
                    "/v1/pipelines/golden-linux/channels",
                    channel,
                    channel + "/history",
                    channel + "/rule",
                    "/v1/pipelines/golden-linux/latest?channel=prod",
                    "/v1/pipelines/golden-linux/coverage?channel=prod")) {
                get(path);
            }
            send("DELETE", channel, "");
            send("PUT", IMAGE + "/hold", "{\"reason\":\"sshd does not start\"}");
            send("PUT", IMAGE + "/hold", "{\"reason\":\"sshd still does not start\"}");
            send("DELETE", IMAGE + "/hold?reason=sshd%20starts", "");
            send("GET", IMAGE + "/holds", "");
        }

        private void aCopyThatFailedIsMade() throws Exception {
            String arn = "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/2";
            try (ImagebuilderClient imageBuilder = fleet.imageBuilderClient()) {
                imageBuilder.retryImage(
                        request -> request.imageBuildVersionArn(arn).clientToken("again"));
                await().until(() -> imageBuilder
                        .getImage(request -> request.imageBuildVersionArn(arn))
                        .image()
                        .state()
                        .statusAsString()
                        .equals("AVAILABLE"));
            }
            invoke("ReconcilePipelineFunction", "{}");
        }

        /** Of shared AMIs, only active accounts of the registry are told. */
        private void anImageIsShared() {
            String arn = "arn:aws:imagebuilder:us-east-1:123456789012:";
            try (ImagebuilderClient imageBuilder = fleet.imageBuilderClient()) {
                String configuration = imageBuilder
                        .createDistributionConfiguration(request -> request.name("shared")
                                .clientToken("shared")
                                .distributions(Distribution.builder()
                                        .region("us-east-1")
                                        .amiDistributionConfiguration(ami -> ami.name(
                                                        "shared {{ imagebuilder:buildDate }}")
                                                .launchPermission(permission -> permission.userIds("111111111111")))
                                        .build()))
                        .distributionConfigurationArn();
                imageBuilder.createImage(request -> request.imageRecipeArn(arn + "image-recipe/golden-linux/1.0.0")
                        .infrastructureConfigurationArn(arn + "infrastructure-configuration/builders")
                        .distributionConfigurationArn(configuration)
                        .clientToken("shared"));
            }
            await().until(() ->
                    CallRecorder.recorded().contains(new Permission("announcechanges", "dynamodb:Scan", REGISTRY)));
        }

        /** As where Image Builder requires an image version. */
        private void allBuildsAreNotListed() throws Exception {
            post(
                    fleet.imageBuilder().resolve("/_emulator/faults"),
                    "{\"kind\":\"CALL_REFUSED\",\"operation\":\"ListImageBuildVersions\","
                            + "\"error\":\"ForbiddenException\",\"nth\":1}");
            invoke("ReconcilePipelineFunction", "{}");
        }

        private void aConfigurationIsDeclared() throws Exception {
            try (DynamoDbClient dynamoDb = fleet.dynamoDbClient()) {
                dynamoDb.putItem(request -> request.tableName("DistributionDeclarationsTable")
                        .item(Map.of(
                                "name", text("declared"),
                                "regions", texts("us-east-1"),
                                "groups", texts("declared"),
                                "amiName", text("declared-{{ imagebuilder:buildDate }}"),
                                "tags",
                                        AttributeValue.fromM(
                                                Map.of("image-fanout:ssm-parameter", text("/golden/declared"))))));
                for (int i = 0; i < 9; i++) {
                    register(dynamoDb, "44444444444" + i, "ACTIVE");
                }
            }
            invoke("SyncDistributionsFunction", "{}");
        }

        private void aRemovalIsHeldAndApproved() throws Exception {
            try (DynamoDbClient dynamoDb = fleet.dynamoDbClient()) {
                // Deletes all rows at once. Otherwise, syncs that the table's stream starts in between would remove the
                // accounts one by one.
                List<TransactWriteItem> suspended = IntStream.range(0, 5)
                        .mapToObj(i -> TransactWriteItem.builder()
                                .put(put -> put.tableName(REGISTRY).item(row("44444444444" + i, "SUSPENDED")))
                                .build())
                        .toList();
                dynamoDb.transactWriteItems(request -> request.transactItems(suspended));
            }
            invoke("SyncDistributionsFunction", "{}");
            String plan = invoke("SyncDistributionsFunction", "{\"dryRun\":true}");
            Matcher digest =
                    Pattern.compile("\"(?:planDigest|digest)\":\"([0-9a-f]+)\"").matcher(plan);
            while (digest.find()) {
                invoke(
                        "SyncDistributionsFunction",
                        "{\"approve\":\"" + digest.group(1) + "\",\"by\":\"jane\",\"reason\":\"they moved\"}");
            }
        }

        private void aRowIsWidened() throws Exception {
            try (DynamoDbClient dynamoDb = fleet.dynamoDbClient()) {
                dynamoDb.putItem(request -> request.tableName(REGISTRY)
                        .item(Map.of(
                                "accountId", text("111111111111"),
                                "status", text("ACTIVE"),
                                "groups", texts("prod"),
                                "regions", texts("us-east-1"))));
            }
            invoke(
                    "SyncDistributionsFunction",
                    Files.readString(TemplateText.FILE
                            .resolveSibling("events")
                            .resolve("sync-distributions")
                            .resolve("seed-registry.json")));
        }

        /**
         * A rule about tags reads them, an account that is in no list any more is asked for by itself, and a loss of many accounts
         * is held until it is undone. A seed publishes no events, so no import comes between.
         */
        private void accountsJoinAndLeaveTheOrganization() throws Exception {
            try (DynamoDbClient dynamoDb = fleet.dynamoDbClient();
                    OrganizationsClient organizations = fleet.organizationsClient()) {
                Map.of("10", Map.of("tag", text("team")), "20", Map.of("unit", text("/Workloads")))
                        .forEach((order, match) -> dynamoDb.putItem(request -> request.tableName("AccountRulesTable")
                                .item(Map.of(
                                        "order", text(order),
                                        "match", AttributeValue.fromM(match),
                                        "groups", texts("declared")))));
                String accounts = IntStream.rangeClosed(1, 7)
                        .mapToObj(number -> "{\"id\": \"60000000000" + number + "\"}")
                        .collect(Collectors.joining(", ", "\"accounts\": [", "]"));
                String inUnit = "{\"organizationalUnits\": [{\"name\": \"Workloads\", " + accounts + "}]}";
                for (String seed : List.of(inUnit, "{" + accounts + "}", inUnit)) {
                    post(fleet.organizations().resolve("/_emulator/seed"), seed);
                    Matcher held = Pattern.compile("\"held\":\\{\"digest\":\"([0-9a-f]+)\"")
                            .matcher(invoke("ImportAccountsFunction", "{}"));
                    if (held.find()) {
                        send(
                                "POST",
                                "/v1/accounts/approvals",
                                "{\"digest\":\"" + held.group(1) + "\",\"reason\":\"they moved\"}");
                    }
                }
                organizations.removeAccountFromOrganization(request -> request.accountId("600000000001"));
                invoke("ImportAccountsFunction", "{}");
            }
        }

        private static void register(DynamoDbClient dynamoDb, String account, String status) {
            dynamoDb.putItem(request -> request.tableName(REGISTRY).item(row(account, status)));
        }

        private static Map<String, AttributeValue> row(String account, String status) {
            return Map.of("accountId", text(account), "status", text(status), "groups", texts("declared"));
        }

        private static AttributeValue text(String value) {
            return AttributeValue.fromS(value);
        }

        private static AttributeValue texts(String... values) {
            return AttributeValue.fromSs(List.of(values));
        }

        private String invoke(String function, String event) throws Exception {
            return post(fleet.lambda().resolve("/2015-03-31/functions/" + function + "/invocations"), event);
        }

        private static String post(URI uri, String body) throws Exception {
            return HTTP.send(
                            HttpRequest.newBuilder(uri)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        private String get(String path) throws Exception {
            return send("GET", path, "");
        }

        private String send(String method, String path, String body) throws Exception {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(fleet.api().resolve(path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isLessThan(400);
            return answer.body();
        }
    }
}

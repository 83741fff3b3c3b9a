package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.testing.GoldenImages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every answer conforms to the OpenAPI document, and none is a 5xx. */
class ApiFuzzTest {
    private static final int REQUESTS = 100_000;
    private static final long SEED = 20260101;
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");

    private final TestApi api = new TestApi();
    private final OpenApiContract documented = new OpenApiContract();
    private final Random random = new Random(SEED);
    private final GoldenImages first = GoldenImages.fiveAmis(1);

    /** Meaningful values of each parameter. */
    private final Map<String, List<String>> good = Map.ofEntries(
            Map.entry("pipeline", List.of("golden-linux", "nobodys")),
            Map.entry("name", List.of("golden-linux", "other")),
            Map.entry("version", List.of("1.0.0", "1.0.1", "1073741823.0.0")),
            Map.entry("build", List.of("1", "2", "3", "4", "999999999")),
            Map.entry("amiId", List.of(first.ami(US, PROD).value(), "ami-0123abcd")),
            Map.entry("accountId", List.of(PROD.value(), SANDBOX.value(), "999999999999")),
            Map.entry("region", List.of("us-east-1", "eu-west-1", "us-gov-west-1")),
            Map.entry("account", List.of(PROD.value(), SANDBOX.value(), GoldenImages.OWNER.value())),
            Map.entry("at", List.of("2026-01-01T02:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z")),
            Map.entry("state", List.of("AVAILABLE", "FAILED", "DELETED", "BUILDING", "GONE")),
            Map.entry("volumeType", List.of("io2", "gp3")),
            Map.entry("limit", List.of("1", "2", "50", "100")),
            Map.entry("pipelineArn", List.of(GoldenImages.PIPELINE.toString())),
            Map.entry(
                    "imageArn",
                    List.of(
                            first.arn().toString(),
                            first.arn().image().toString(),
                            "arn:aws:imagebuilder:us-east-1:123456789012:image/other")),
            Map.entry("group", List.of("prod", "nobodys")),
            Map.entry("status", List.of("ACTIVE", "LEFT", "UNKNOWN")),
            Map.entry("source", List.of("ORGANIZATIONS", "MANUAL")),
            Map.entry("problems", List.of("true", "false")),
            Map.entry("image", List.of("golden-linux", "other")),
            Map.entry("distribution", List.of("everywhere", "nobodys")),
            Map.entry(
                    "distributionConfigurationArn",
                    List.of("arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere")),
            Map.entry("channel", List.of("dev", "prod", "latest")),
            Map.entry("reason", List.of("replaced")),
            Map.entry("dryRun", List.of("true", "false")),
            Map.entry("cursor", List.of("")));

    private final List<String> hostile = List.of(
            "",
            " ",
            "\0",
            "../../etc/passwd",
            "%00",
            "null",
            "-1",
            "0",
            "1e9",
            "2147483648",
            "99999999999999999999",
            "\uD800",
            "😀",
            "<script>alert(1)</script>",
            "' OR 1=1 --",
            "{{7*7}}",
            "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/",
            "arn:aws:imagebuilder:::image/x/1.0.0/1",
            "1.0.0.0",
            "4294967296.0.0",
            "01.0.0",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "2026-01-01T00:00:00+18:00",
            "2026-02-30T00:00:00Z",
            "a".repeat(129),
            "a".repeat(5000),
            "us-east-1,us-east-1",
            "١٢٣٤٥٦٧٨٩٠١٢");

    private final List<String> bodies = List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"reason\":\"x\"}",
            promotion(1, ""),
            promotion(6, ",\"force\":true"),
            promotion(2, ",\"force\":1"),
            "{\"reason\":null}",
            "{\"digest\":\"0123456789abcdef0123456789abcdef\",\"reason\":\"x\"}",
            "{\"reason\":\"x\",\"reason\":\"y\"}",
            "{\"reason\":\"\\ud800\"}",
            "{\"reason\":\"" + "y".repeat(2000) + "\"}",
            "{\"reason\":\"x\"} trailing",
            "{".repeat(2000),
            "[".repeat(15_000),
            "\uD800",
            "z".repeat(40_000));

    @Test
    void answersAHundredThousandRequestsAsDocumented() {
        api.recorded(
                        first,
                        GoldenImages.fiveAmis(2).failedFor(EU, SANDBOX),
                        GoldenImages.build(3).to(US, new LaunchPermission(Set.of(new Audience.Everyone())), PROD),
                        GoldenImages.fiveAmis(4).in(ImageState.DELETED),
                        GoldenImages.build(5).withoutPipeline(),
                        GoldenImages.build(7).in(ImageState.BUILDING),
                        GoldenImages.build(8)
                                .named(ImageBuildArn.parse(
                                        "arn:aws:imagebuilder:us-east-1:123456789012:image/other/1.0.0/1"))
                                .to(US, PROD)
                                .withoutPipeline(),
                        GoldenImages.build(6)
                                .named(
                                        ImageBuildArn.parse(
                                                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1073741823.0.0/1")))
                .registered(RegisteredAccount.of(
                        new AccountId("333333333333"),
                        AccountStatus.ACTIVE,
                        Set.of(DistributionAnswersTest.GROUP),
                        Optional.empty()));
        DistributionAnswersTest.changed(api.ledger);
        Map<Integer, Integer> statuses = new TreeMap<>();

        for (int i = 0; i < REQUESTS; i++) {
            ApiRoute route = ApiRoute.values()[random.nextInt(ApiRoute.values().length)];
            JsonNode event = request(route);
            TestApi.Response response = api.send(event);
            // The page and the document are long and never change.
            boolean isStatic =
                    response.status() == 200 && (route == ApiRoute.DESCRIBE_API || route == ApiRoute.SHOW_DASHBOARD);
            if (!isStatic) {
                assertThat(documented.faults(route, response))
                        .as("request %d of seed %d: %s answers %s", i, SEED, event, response)
                        .isEmpty();
            }
            assertThat(response.status()).as("%s", event).isLessThan(500);
            statuses.merge(response.status(), 1, Integer::sum);
        }

        assertThat(statuses).containsKeys(200, 304, 400, 403, 404, 409, 410);
        assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 10);
    }

    private static String promotion(int build, String more) {
        return "{\"imageArn\":\"" + GoldenImages.build(build).arn() + "\",\"reason\":\"x\"" + more + "}";
    }

    private JsonNode request(ApiRoute route) {
        Map<String, String> path = new HashMap<>();
        Matcher names = PARAMETER.matcher(route.key());
        while (names.find()) {
            if (random.nextInt(200) != 0) {
                path.put(names.group(1), value(names.group(1), 12));
            }
        }
        Map<String, String> query = new HashMap<>();
        for (String name : route.parameters()) {
            if (random.nextInt(4) == 0) {
                query.put(name, value(name, 4));
            }
        }
        if (random.nextInt(50) == 0) {
            query.put(hostile(), hostile());
        }
        Map<String, String> headers = new HashMap<>();
        if (random.nextInt(4) == 0) {
            headers.put("accept", List.of("text/plain", "text/csv", hostile()).get(random.nextInt(3)));
        }
        if (random.nextInt(8) == 0) {
            headers.put("if-none-match", random.nextBoolean() ? "*" : hostile());
        }
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("routeKey", route.key())
                .put("body", bodies.get(random.nextInt(bodies.size())))
                .put("isBase64Encoded", random.nextInt(20) == 0);
        Map.of("pathParameters", path, "queryStringParameters", query, "headers", headers)
                .forEach((member, texts) -> {
                    if (!texts.isEmpty()) {
                        TestApi.put(event, member, texts);
                    }
                });
        if (random.nextInt(10) != 0) {
            TestApi.signed(event, TestApi.CALLER);
        }
        return event;
    }

    /** Hostile in one of {@code oneIn} cases. */
    private String value(String parameter, int oneIn) {
        List<String> texts = good.get(parameter);
        return random.nextInt(oneIn) == 0 ? hostile() : texts.get(random.nextInt(texts.size()));
    }

    private String hostile() {
        if (random.nextInt(4) == 0) {
            return random.ints(random.nextInt(30), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        return hostile.get(random.nextInt(hostile.size()));
    }
}

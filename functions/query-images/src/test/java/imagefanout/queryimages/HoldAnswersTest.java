package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.EventJson;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.Retention;
import imagefanout.model.image.ImageState;
import imagefanout.testing.CapturedOutput;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldAnswersTest {
    private static final String HOLD = "/v1/images/golden-linux/1.0.0/2/hold";
    private static final String RELEASE = HOLD + "?reason=build+3+starts+sshd";
    private static final String LATEST = "/v1/pipelines/golden-linux/latest?region=us-east-1";
    private static final String BODY = "{\"reason\":\"sshd does not start\"}";

    private final GoldenImages older = GoldenImages.fiveAmis(1);
    private final GoldenImages newer = GoldenImages.fiveAmis(2);
    private final TestApi api = new TestApi().recorded(older, newer);

    @Test
    void excludesAHeldBuildFromLatestUntilItIsReleased() {
        TestApi.Response held = api.send("PUT", HOLD, Map.of(), BODY);
        String latestWhileHeld = api.get(LATEST).text("/items/0/amiId");
        TestApi.Response released = api.send("DELETE", RELEASE, Map.of(), "");
        String latestAfterwards = api.get(LATEST).text("/items/0/amiId");

        assertThat(held.status()).isEqualTo(200);
        assertThat(latestWhileHeld).isEqualTo(older.ami(US, GoldenImages.OWNER).value());
        assertThat(released.json().at("/hold").isNull()).isTrue();
        assertThat(latestAfterwards).isEqualTo(newer.ami(US, GoldenImages.OWNER).value());
    }

    @Test
    void recordsWhoSetTheHoldAndWhen() {
        api.send("PUT", HOLD, Map.of(), BODY);

        TestApi.Response image = api.get("/v1/images/golden-linux/1.0.0/2");

        assertThat(image.text("/hold/reason")).isEqualTo("sshd does not start");
        assertThat(image.text("/hold/by")).isEqualTo(TestApi.CALLER);
        assertThat(image.text("/hold/at")).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void logsWhoSetAndReleasedTheHold() {
        List<String> logged = CapturedLog.during(() -> {
            api.send("PUT", HOLD, Map.of(), BODY);
            api.calledBy(Optional.of("arn:aws:iam::123456789012:user/second")).send("DELETE", RELEASE, Map.of(), "");
        });

        assertThat(logged)
                .containsExactly(
                        "build held " + field("image", newer.arn()) + " " + field("caller", TestApi.CALLER),
                        "latest steps back " + field("image", newer.arn()) + " " + field("offered", older.arn()),
                        "build released " + field("image", newer.arn()) + " "
                                + field("caller", "arn:aws:iam::123456789012:user/second"));
    }

    @Test
    void recordsTheSubjectAndIssuerOfAToken() {
        ObjectNode event = TestApi.event("PUT", HOLD, Map.of(), BODY);
        event.putObject("requestContext")
                .putObject("authorizer")
                .putObject("jwt")
                .putObject("claims")
                .put("sub", "jane")
                .put("iss", "https://issuer.example");

        TestApi.Response held = api.send(event);

        assertThat(held.text("/hold/by")).isEqualTo("https://issuer.example jane");
    }

    @Test
    void showsWhoHeldAndReleasedABuildAndWhy() {
        api.send("PUT", HOLD, Map.of(), BODY);
        api.calledBy(Optional.of("arn:aws:iam::123456789012:user/second")).send("DELETE", RELEASE, Map.of(), "");
        api.send("PUT", HOLD, Map.of(), "{\"reason\":\"sshd stops\"}");

        TestApi.Response newest = api.get(HOLD + "s?limit=1");
        TestApi.Response older = api.get(HOLD + "s?limit=1&cursor=" + newest.text("/nextCursor"));

        assertThat(newest.json().at("/items"))
                .hasToString(
                        "[{\"number\":2,\"reason\":\"sshd stops\",\"by\":\"arn:aws:iam::123456789012:user/second\","
                                + "\"at\":\"2026-02-01T00:00:00Z\",\"active\":true,\"release\":null}]");
        assertThat(older.json().at("/items"))
                .hasToString("[{\"number\":1,\"reason\":\"sshd does not start\",\"by\":\"" + TestApi.CALLER
                        + "\",\"at\":\"2026-02-01T00:00:00Z\",\"active\":false,\"release\":{\"reason\":\"build 3 starts sshd\","
                        + "\"by\":\"arn:aws:iam::123456789012:user/second\",\"at\":\"2026-02-01T00:00:00Z\"}}]");
        assertThat(older.json().at("/nextCursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "1, 0"})
    void countsAHoldThatMakesLatestStepBack(int build, int steps) {
        List<String> printed =
                CapturedOutput.during(() -> api.send("PUT", HOLD.replace("/2/", "/" + build + "/"), Map.of(), BODY));

        assertThat(printed.stream()
                        .filter(line -> line.contains("\"_aws\""))
                        .map(EventJson::object)
                        .filter(set -> set.path("LatestSteppedBack").asInt() == 1)
                        .map(set -> set.path("Service").asText()))
                .containsExactlyElementsOf(Collections.nCopies(steps, "query-images"));
    }

    /** The process that set the hold may have died before it counted. */
    @Test
    void countsARepeatedHoldThatMakesLatestStepBack() {
        api.held(newer);

        assertThat(CapturedOutput.during(() -> api.send("PUT", HOLD, Map.of(), BODY)))
                .anyMatch(line -> line.contains("LatestSteppedBack"));
    }

    /** The list of a lineage is read from a replica that may not have the hold yet. */
    @Test
    void countsAHoldThatTheListDoesNotShowYet() {
        InMemoryImageCatalog stale = ((InMemoryImageCatalog) api.catalog).copy();
        ImageCatalog lagging = (ImageCatalog) Proxy.newProxyInstance(
                ImageCatalog.class.getClassLoader(),
                new Class<?>[] {ImageCatalog.class},
                (proxy, method, arguments) ->
                        method.invoke(method.getName().equals("builds") ? stale : api.catalog, arguments));

        List<String> printed = CapturedOutput.during(() -> new TestApi(lagging).send("PUT", HOLD, Map.of(), BODY));

        assertThat(printed).anyMatch(line -> line.contains("LatestSteppedBack"));
    }

    @Test
    void aRepeatedHoldOrReleaseIsNoSecondOne() {
        for (String method : List.of("PUT", "PUT", "DELETE", "DELETE")) {
            api.send(method, method.equals("PUT") ? HOLD : RELEASE, Map.of(), method.equals("PUT") ? BODY : "");
        }

        assertThat(api.get(HOLD + "s").json().at("/items")).hasSize(1);
    }

    @Test
    void showsTheHoldsOfADeletedBuild() {
        api.send("PUT", HOLD, Map.of(), BODY);
        api.recorded(newer.in(ImageState.DELETED));

        assertThat(api.get(HOLD + "s").json().at("/items")).hasSize(1);
        assertThat(api.get(HOLD.replace("/2/", "/9/") + "s").status()).isEqualTo(404);
    }

    @Test
    void answersThatARemovedBuildWasRemoved() {
        ((Retention) api.catalog).remove(List.of(api.catalog.build(newer.arn()).orElseThrow()), TestApi.NOW, Set::of);

        TestApi.Response response = api.get(HOLD + "s");

        assertThat(response.status()).isEqualTo(410);
        assertThat(response.type()).isEqualTo("removed");
        assertThat(response.text("/detail")).contains("was removed from the catalog at " + TestApi.NOW);
    }

    @Test
    void rejectsAHoldOrAReleaseWithoutACaller() {
        TestApi.Response hold = api.calledBy(Optional.empty()).send("PUT", HOLD, Map.of(), BODY);
        TestApi.Response release = api.send("DELETE", RELEASE, Map.of(), "");

        assertThat(List.of(hold, release)).allSatisfy(response -> {
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.type()).isEqualTo("caller-unknown");
        });
        assertThat(api.get(LATEST).text("/items/0/imageArn"))
                .isEqualTo(newer.arn().toString());
    }

    @Test
    void requiresAReasonForARelease() {
        for (String query : List.of("", "?reason=", "?reason=+", "?reason=" + "x".repeat(1001))) {
            TestApi.Response response = api.held(newer).send("DELETE", HOLD + query, Map.of(), "");

            assertThat(response.status()).as(query).isEqualTo(400);
            assertThat(response.text("/parameter")).as(query).isEqualTo("reason");
        }
        assertThat(api.get("/v1/images/golden-linux/1.0.0/2").text("/hold/reason"))
                .isEqualTo("breaks ssh");
    }

    @Test
    void requiresAReasonAndNothingElse() {
        assertBad("{}", "reason");
        assertBad("{\"reason\":\" \"}", "reason");
        assertBad("{\"reason\":7}", "reason");
        assertBad("{\"reason\":\"" + "x".repeat(1001) + "\"}", "reason");
        assertBad("{\"reason\":\"a\",\"until\":\"b\"}", "reason");
        assertBad("not JSON", "body");
        assertBad("", "body");
        assertBad("{\"reason\":\"" + "x".repeat(20_000) + "\"}", "body");
    }

    @Test
    void answersNotFoundForAHoldOnAnUnknownBuild() {
        api.recorded(GoldenImages.fiveAmis(3).in(ImageState.DELETED));

        assertThat(api.send("PUT", HOLD.replace("/2/", "/9/"), Map.of(), BODY).status())
                .isEqualTo(404);
        assertThat(api.send("DELETE", RELEASE.replace("/2/", "/9/"), Map.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(api.send("PUT", HOLD.replace("/2/", "/3/"), Map.of(), BODY).status())
                .isEqualTo(410);
    }

    private static String field(String name, Object value) {
        return "\"" + name + "\":\"" + value + "\"";
    }

    private void assertBad(String body, String parameter) {
        TestApi.Response response = api.send("PUT", HOLD, Map.of(), body);
        assertThat(response.status()).as(body).isEqualTo(400);
        assertThat(response.text("/parameter")).as(body).isEqualTo(parameter);
    }
}

package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.image.ImageState;
import imagefanout.model.registry.WrittenValue;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.testing.GoldenImages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelAnswersTest {
    private static final String CHANNELS = "/v1/pipelines/golden-linux/channels";
    private static final String CHANNEL = CHANNELS + "/prod";
    private static final String LATEST =
            "/v1/pipelines/golden-linux/latest?channel=prod&region=us-east-1&account=" + PROD;

    private final GoldenImages first = GoldenImages.fiveAmis(1);
    private final GoldenImages second = GoldenImages.fiveAmis(2);
    private final GoldenImages third = GoldenImages.fiveAmis(3);
    private final TestApi api = new TestApi().recorded(first, second, third);
    private final OpenApiContract documented = new OpenApiContract();

    @Test
    void aChannelAnswersFromTheBuildThatItPointsAtAndNotFromNewerOnes() {
        TestApi.Response promoted = promote(second);

        assertThat(promoted.status()).isEqualTo(200);
        assertThat(promoted.text("/imageArn")).isEqualTo(second.arn().toString());
        assertThat(documented.faults(ApiRoute.PROMOTE_BUILD, promoted)).isEmpty();
        assertThat(api.get(LATEST).text("/items/0/amiId"))
                .isEqualTo(second.ami(US, PROD).value());
        assertThat(api.get(LATEST).text("/channel")).isEqualTo("prod");
        assertThat(api.get(LATEST.replace("channel=prod&", "")).text("/items/0/imageArn"))
                .isEqualTo(third.arn().toString());
        assertThat(api.get(LATEST.replace("channel=prod", "channel=latest")).text("/items/0/imageArn"))
                .isEqualTo(third.arn().toString());
    }

    @Test
    void showsWhoPromotedWhatWhenAndWhyWithItsFallBacks() {
        promote(first);
        promote(third);

        TestApi.Response shown = api.get(CHANNEL);

        assertThat(documented.faults(ApiRoute.SHOW_CHANNEL, shown)).isEmpty();
        assertThat(shown.text("/promotion/by")).isEqualTo(TestApi.CALLER);
        assertThat(shown.text("/promotion/at")).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(shown.text("/promotion/reason")).isEqualTo("tested");
        assertThat(shown.text("/image/state")).isEqualTo("AVAILABLE");
        assertThat(shown.text("/fallBacks/0/imageArn")).isEqualTo(first.arn().toString());
    }

    @Test
    void fallsBackToAnEarlierPromotionWhileTheBuildIsOnHold() {
        promote(first);
        promote(third);
        api.held(third);

        assertThat(api.get(LATEST).text("/items/0/imageArn"))
                .as("never the second, which was not promoted")
                .isEqualTo(first.arn().toString());
    }

    @Test
    void fallsBackPerRegion() {
        GoldenImages partial = GoldenImages.build(4).to(US, PROD);
        api.recorded(partial);
        promote(first);
        promote(partial);

        TestApi.Response latest = api.get("/v1/pipelines/golden-linux/latest?channel=prod&account=" + PROD);

        assertThat(latest.json().at("/items").findValuesAsText("amiId"))
                .containsExactly(
                        first.ami(EU, PROD).value(), partial.ami(US, PROD).value());
    }

    @Test
    void aRejectedBuildIsNeverAFallBack() {
        promote(first);
        promote(third);
        promote(second);
        api.held(second);

        assertThat(api.get(LATEST).text("/items/0/imageArn"))
                .isEqualTo(first.arn().toString());
        assertThat(api.get(CHANNEL).text("/promotion/removedImageArns/0"))
                .isEqualTo(third.arn().toString());
    }

    @Test
    void withoutAnImageItSaysWhatTheChannelPointsAtAndWhyThatIsNotOffered() {
        promote(first);
        api.held(first);

        TestApi.Response none = api.get(LATEST);

        assertThat(none.status()).isEqualTo(404);
        assertThat(documented.faults(ApiRoute.FIND_LATEST, none)).isEmpty();
        assertThat(none.type()).isEqualTo("no-image-to-use");
        assertThat(none.text("/detail"))
                .contains("the channel prod of golden-linux", "breaks ssh", "It points at " + first.arn());
        assertThat(none.text("/heldBuilds/0/imageArn")).isEqualTo(first.arn().toString());
    }

    @Test
    void coverageOfAChannelIsThatOfItsBuildAndCountsOnlyPromotions() {
        GoldenImages partial = GoldenImages.build(4).to(US, PROD);
        api.recorded(partial, GoldenImages.fiveAmis(5));
        promote(first);
        promote(partial);

        TestApi.Response coverage = api.get("/v1/pipelines/golden-linux/coverage?channel=prod");

        assertThat(documented.faults(ApiRoute.SHOW_COVERAGE, coverage)).isEmpty();
        assertThat(coverage.text("/image/imageArn")).isEqualTo(partial.arn().toString());
        assertThat(coverage.text("/newestOfferedImageArn"))
                .isEqualTo(partial.arn().toString());
        assertThat(coverage.text("/channel")).isEqualTo("prod");
    }

    @Test
    void refusesAPromotionWithEveryReason() {
        api.recorded(GoldenImages.fiveAmis(4).failedFor(EU, PROD));

        TestApi.Response refused = put(CHANNEL, body(GoldenImages.build(4), ", \"force\": true"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.type()).isEqualTo("promotion-refused");
        assertThat(documented.faults(ApiRoute.PROMOTE_BUILD, refused)).isEmpty();
        assertThat(refused.text("/reasons/0"))
                .isEqualTo("The build is FAILED. A channel takes only builds that are AVAILABLE.");
        assertThat(api.get(CHANNEL).status()).isEqualTo(404);
    }

    @Test
    void promotesAnIncompleteBuildOnlyByForce() {
        api.recorded(GoldenImages.fiveAmis(4).without(EU, PROD));

        assertThat(promote(GoldenImages.build(4)).status()).isEqualTo(409);
        TestApi.Response forced = put(CHANNEL, body(GoldenImages.build(4), ", \"force\": true"));

        assertThat(forced.status()).isEqualTo(200);
        assertThat(forced.json().at("/promotion/forced").booleanValue()).isTrue();
    }

    @Test
    void aDeletedChannelAnswersNothingAndKeepsItsHistory() {
        promote(first);
        promote(second);

        TestApi.Response deleted = api.send("DELETE", CHANNEL + "?reason=replaced", Map.of(), "");

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(documented.faults(ApiRoute.DELETE_CHANNEL, deleted)).isEmpty();
        assertThat(deleted.text("/deletion/reason")).isEqualTo("replaced");
        assertThat(api.get(CHANNEL).status()).isEqualTo(404);
        assertThat(api.get(LATEST).status()).isEqualTo(404);
        assertThat(api.get(CHANNELS).json().at("/items")).isEmpty();
        assertThat(api.send("DELETE", CHANNEL, Map.of(), "").text("/deletion/reason"))
                .as("again")
                .isEqualTo("replaced");
        assertThat(api.send("DELETE", CHANNELS + "/nobodys", Map.of(), "").status())
                .isEqualTo(404);
        TestApi.Response history = api.get(CHANNEL + "/history");
        assertThat(documented.faults(ApiRoute.SHOW_CHANNEL_HISTORY, history)).isEmpty();
        assertThat(history.json().at("/items").findValuesAsText("number")).containsExactly("3", "2", "1");
        assertThat(history.text("/items/0/by")).isEqualTo(TestApi.CALLER);
    }

    @Test
    void listsTheChannelsAndTheHistoryInPages() {
        for (String name : List.of("dev", "prod", "stage")) {
            put(CHANNELS + "/" + name, body(first, ""));
        }
        put(CHANNELS + "/prod", body(second, ""));

        TestApi.Response page = api.get(CHANNELS + "?limit=2");
        TestApi.Response next = api.get(CHANNELS + "?limit=2&cursor=" + page.text("/nextCursor"));
        TestApi.Response history = api.get(CHANNEL + "/history?limit=1");
        TestApi.Response older = api.get(CHANNEL + "/history?limit=1&cursor=" + history.text("/nextCursor"));

        assertThat(documented.faults(ApiRoute.LIST_CHANNELS, page)).isEmpty();
        assertThat(page.json().at("/items").findValuesAsText("channel")).containsExactly("dev", "prod");
        assertThat(next.json().at("/items").findValuesAsText("channel")).containsExactly("stage");
        assertThat(next.json().at("/nextCursor").isNull()).isTrue();
        assertThat(older.text("/items/0/imageArn")).isEqualTo(first.arn().toString());
    }

    @Test
    void aTimeBeforeTheFirstPromotionHasNoChannel() {
        promote(first);

        assertThat(api.get(LATEST + "&at=2026-01-31T00:00:00Z").text("/detail"))
                .startsWith("The pipeline golden-linux had no channel prod at 2026-01-31T00:00:00Z.");
        assertThat(api.get(LATEST + "&at=2026-02-01T00:00:00Z").text("/items/0/imageArn"))
                .isEqualTo(first.arn().toString());
    }

    @Test
    void aBuildThatIsBuiltAgainUnderItsArnIsNotPromoted() {
        promote(first);
        api.recorded(first.builtAgain());

        assertThat(api.get(LATEST).status()).isEqualTo(404);
        assertThat(api.get(CHANNEL).json().at("/image").isNull()).isTrue();
    }

    @Test
    void rejectsAChangeWithoutACaller() {
        promote(first);
        api.calledBy(Optional.empty());

        assertThat(promote(second).status()).isEqualTo(403);
        assertThat(api.send("DELETE", CHANNEL, Map.of(), "").type()).isEqualTo("caller-unknown");
        assertThat(api.get(CHANNEL).text("/imageArn")).isEqualTo(first.arn().toString());
    }

    @Test
    void logsWhoPromotedAndDeleted() {
        List<String> logged = CapturedLog.during(() -> {
            promote(first);
            api.send("DELETE", CHANNEL, Map.of(), "");
        });

        assertThat(logged).hasSize(2).allMatch(line -> line.contains("\"caller\":\"" + TestApi.CALLER + "\""));
    }

    @Test
    void aDryRunAnswersWhatWouldChangeAndChangesNothing() {
        promote(first);
        promote(third);
        TestApi.Response before = api.get(CHANNEL);
        TestApi.Response history = api.get(CHANNEL + "/history");

        TestApi.Response promoted = put(CHANNEL + "?dryRun=true", body(second, ""));
        TestApi.Response created = put(CHANNELS + "/stage?dryRun=true", body(second, ""));
        TestApi.Response deleted = api.send("DELETE", CHANNEL + "?dryRun=true", Map.of(), "");

        assertThat(promoted.status()).isEqualTo(200);
        assertThat(documented.faults(ApiRoute.PROMOTE_BUILD, promoted)).isEmpty();
        assertThat(promoted.text("/imageArn")).isEqualTo(second.arn().toString());
        assertThat(promoted.text("/promotion/removedImageArns/0"))
                .isEqualTo(third.arn().toString());
        assertThat(created.text("/imageArn")).isEqualTo(second.arn().toString());
        assertThat(documented.faults(ApiRoute.DELETE_CHANNEL, deleted)).isEmpty();
        assertThat(deleted.text("/deletion/by")).isEqualTo(TestApi.CALLER);
        assertThat(api.get(CHANNEL).json()).isEqualTo(before.json());
        assertThat(api.get(CHANNEL + "/history").json()).isEqualTo(history.json());
        assertThat(api.get(CHANNELS + "/stage").status()).isEqualTo(404);
        assertThat(put(CHANNEL + "?dryRun=false", body(second, "")).text("/imageArn"))
                .isEqualTo(api.get(CHANNEL).text("/imageArn"));
    }

    @Test
    void aDryRunIsRefusedWithTheReasonsOfThePromotion() {
        api.recorded(GoldenImages.fiveAmis(4).without(EU, PROD));
        api.held(third);

        TestApi.Response incomplete = put(CHANNEL + "?dryRun=true", body(GoldenImages.build(4), ""));

        assertThat(incomplete.status()).isEqualTo(409);
        assertThat(incomplete.json())
                .isEqualTo(put(CHANNEL, body(GoldenImages.build(4), "")).json());
        assertThat(put(CHANNEL + "?dryRun=true", body(third, "")).text("/reasons/0"))
                .startsWith("The build is on hold");
        assertThat(put(CHANNEL + "?dryRun=yes", body(first, "")).text("/parameter"))
                .isEqualTo("dryRun");
    }

    @Test
    void requiresABuildAndAReason() {
        assertBad(CHANNEL, "{}", "imageArn");
        assertBad(CHANNEL, "{\"imageArn\":\"golden-linux\",\"reason\":\"x\"}", "imageArn");
        assertBad(CHANNEL, "{\"imageArn\":\"" + first.arn() + "\"}", "reason");
        assertBad(CHANNEL, "{\"imageArn\":\"" + first.arn() + "\",\"reason\":\" \"}", "reason");
        assertBad(CHANNEL, body(first, ", \"force\": \"yes\""), "force");
        assertBad(CHANNEL, body(first, ", \"until\": 1"), "body");
        assertBad(CHANNELS + "/latest", body(first, ""), "channel");
        assertBad(CHANNELS + "/Prod", body(first, ""), "channel");
        assertBad(CHANNELS + "/" + "x".repeat(33), body(first, ""), "channel");
        assertThat(api.get(CHANNELS + "/latest").status()).isEqualTo(400);
        assertThat(api.send("DELETE", CHANNEL + "?reason=+", Map.of(), "").text("/parameter"))
                .isEqualTo("reason");
    }

    @Test
    void answersNotFoundForABuildThatIsNotRecordedAndForAnUnknownPipeline() {
        assertThat(promote(GoldenImages.build(9)).status()).isEqualTo(404);
        assertThat(put("/v1/pipelines/nobodys/channels/prod", body(first, "")).status())
                .isEqualTo(404);
        assertThat(promote(GoldenImages.fiveAmis(4).in(ImageState.DELETED)).status())
                .isEqualTo(404);
    }

    @Test
    void showsWhatARuleDoesNextWhenAndWhatItWaitsFor() {
        api.rules.put(rule("prod", "dev", 7));
        put(CHANNELS + "/dev", body(first, ""));

        TestApi.Response waiting = api.get(CHANNEL + "/rule");

        assertThat(waiting.status()).isEqualTo(200);
        assertThat(documented.faults(ApiRoute.SHOW_PROMOTION_RULE, waiting)).isEmpty();
        assertThat(waiting.text("/status")).isEqualTo("WAITING");
        assertThat(waiting.text("/nextImageArn")).isEqualTo(first.arn().toString());
        assertThat(waiting.text("/nextAt")).isEqualTo("2026-02-08T00:00:00Z");
        assertThat(waiting.text("/waitsFor/0"))
                .isEqualTo("The build must have been in dev for 7 days without a hold, counted from"
                        + " 2026-02-01T00:00:00Z: until 2026-02-08T00:00:00Z.");
        assertThat(api.get(CHANNEL + "/rule?dryRun=true").json()).isEqualTo(waiting.json());
        assertThat(api.get(CHANNEL + "/rule?dryRun=false").status()).isEqualTo(400);
        assertThat(api.get(CHANNELS + "/dev/rule").status()).isEqualTo(404);
    }

    @Test
    void showsWhatIsWrongWithARule() {
        Map<String, WrittenValue> bad = new HashMap<>(rule("prod", "prod", 7));
        bad.put("hours", new WrittenValue.Numeral("25"));
        api.rules.put(bad);

        TestApi.Response invalid = api.get(CHANNEL + "/rule");

        assertThat(documented.faults(ApiRoute.SHOW_PROMOTION_RULE, invalid)).isEmpty();
        assertThat(invalid.text("/status")).isEqualTo("INVALID");
        assertThat(invalid.json().at("/problems")).hasSize(2);
    }

    /** A row of the rules: the channel of golden-linux follows another. */
    static Map<String, WrittenValue> rule(String channel, String follows, int days) {
        return Map.of(
                "channel", new WrittenValue.Text(GoldenImages.PIPELINE + "/" + channel),
                "follows", new WrittenValue.Text(follows),
                "days", new WrittenValue.Numeral(Integer.toString(days)));
    }

    private void assertBad(String url, String body, String parameter) {
        TestApi.Response response = put(url, body);
        assertThat(response.status()).as(body).isEqualTo(400);
        assertThat(response.text("/parameter")).as(body).isEqualTo(parameter);
    }

    private TestApi.Response promote(GoldenImages image) {
        return put(CHANNEL, body(image, ""));
    }

    private TestApi.Response put(String url, String body) {
        return api.send("PUT", url, Map.of(), body);
    }

    private static String body(GoldenImages image, String more) {
        return "{\"imageArn\": \"" + image.arn() + "\", \"reason\": \"tested\"" + more + "}";
    }
}

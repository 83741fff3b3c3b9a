package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatestAnswersTest {
    private static final String LATEST = "/v1/pipelines/golden-linux/latest";
    static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-exampleorg1");

    private static final Audience.OrganizationalUnit UNIT =
            new Audience.OrganizationalUnit("arn:aws:organizations::123456789012:ou/o-exampleorg1/ou-exam-12345678");

    private final TestApi api = new TestApi();

    @Test
    void findsTheAccountsOwnCopyInEveryRegion() {
        GoldenImages build = GoldenImages.fiveAmis(1);
        api.recorded(build);

        TestApi.Response response = api.get(LATEST + "?account=" + PROD);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().at("/items")).hasSize(2);
        assertThat(response.text("/items/0/region")).isEqualTo("eu-west-1");
        assertThat(response.text("/items/0/amiId"))
                .isEqualTo(build.ami(EU, PROD).value());
        assertThat(response.text("/items/0/access")).isEqualTo("OWNED");
        assertThat(response.text("/items/1/region")).isEqualTo("us-east-1");
        assertThat(response.text("/recordedAt")).isEqualTo("2026-01-01T01:01:00Z");
        assertThat(response.text("/lastReconciledAt")).isEqualTo("2026-01-31T23:00:00Z");
    }

    @Test
    void usesTheBuildAccountByDefault() {
        GoldenImages build = GoldenImages.fiveAmis(1);
        api.recorded(build);

        TestApi.Response response = api.get(LATEST);

        assertThat(response.text("/accountId")).isEqualTo(GoldenImages.OWNER.value());
        assertThat(response.text("/items/0/amiId"))
                .isEqualTo(build.ami(US, GoldenImages.OWNER).value());
    }

    @Test
    void answersPlainTextToAShell() {
        GoldenImages build = GoldenImages.fiveAmis(1);
        api.recorded(build);

        TestApi.Response response =
                api.get(LATEST + "?region=us-east-1&account=" + PROD, Map.of("accept", "text/plain"));

        assertThat(response.body()).isEqualTo(build.ami(US, PROD) + "\n");
        assertThat(response.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/plain | text/plain; charset=utf-8
                    TEXT/PLAIN;charset=utf-8, */*;q=0.1 | text/plain; charset=utf-8
                    text/plain, application/json;q=0.9 | text/plain; charset=utf-8
                    application/json, text/plain, */* | application/json
                    application/json;q=0.5, text/plain;q=0.4 | application/json
                    text/plain;q=0 | application/json
                    */* | application/json
                    text/html | application/json
                    """)
    void answersPlainTextOnlyIfPreferredToJson(String accept, String contentType) {
        api.recorded(GoldenImages.fiveAmis(1));

        TestApi.Response response = api.get(LATEST + "?region=us-east-1", Map.of("accept", accept));

        assertThat(response.headers()).containsEntry("content-type", contentType);
    }

    @Test
    void showsHowFarBackItSearched() {
        api.recorded(GoldenImages.fiveAmis(1));

        TestApi.Response response = api.get(LATEST + "?at=2020-01-01T00:00:00Z");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text("/detail")).contains("2020-01-01T00:00:00Z");
    }

    @Test
    void requiresOneRegionForPlainText() {
        api.recorded(GoldenImages.fiveAmis(1));

        TestApi.Response response = api.get(LATEST, Map.of("Accept", "text/plain"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text("/parameter")).isEqualTo("region");
    }

    @Test
    void neverUsesAFailedHeldOrDeprecatedBuild() {
        GoldenImages good = GoldenImages.fiveAmis(1);
        GoldenImages held = GoldenImages.fiveAmis(3);
        api.recorded(good, GoldenImages.fiveAmis(2).failedFor(EU, SANDBOX), held)
                .recorded(GoldenImages.fiveAmis(4).in(ImageState.DEPRECATED))
                .held(held);

        TestApi.Response response = api.get(LATEST + "?account=" + PROD);

        assertThat(response.text("/items/0/imageArn")).isEqualTo(good.arn().toString());
    }

    @Test
    void skipsABuildThatDidNotReachTheAccount() {
        GoldenImages older = GoldenImages.fiveAmis(1);
        api.recorded(older, GoldenImages.fiveAmis(2).without(EU, PROD));

        TestApi.Response response = api.get(LATEST + "?region=eu-west-1&account=" + PROD);

        assertThat(response.text("/items/0/amiId"))
                .isEqualTo(older.ami(EU, PROD).value());
    }

    @Test
    void findsTheOwnersAmiIfItIsSharedWithTheAccount() {
        GoldenImages shared =
                GoldenImages.build(1).to(US, new LaunchPermission(Set.of(new Audience.Account(SANDBOX))), PROD);
        api.recorded(shared);

        TestApi.Response response = api.get(LATEST + "?account=" + SANDBOX);

        assertThat(response.text("/items/0/access")).isEqualTo("SHARED");
        assertThat(response.text("/items/0/amiId"))
                .isEqualTo(shared.ami(US, GoldenImages.OWNER).value());
    }

    @Test
    void prefersTheNewestBuildEvenWhenOnlyAnOlderOneIsOwned() {
        GoldenImages owned = GoldenImages.build(1).to(US, SANDBOX);
        GoldenImages shared = GoldenImages.build(2).to(US, new LaunchPermission(Set.of(new Audience.Everyone())), PROD);
        api.recorded(owned, shared);

        TestApi.Response response = api.get(LATEST + "?region=us-east-1&account=" + SANDBOX);

        assertThat(response.text("/items/0/access")).isEqualTo("SHARED");
        assertThat(response.text("/items/0/imageArn")).isEqualTo(shared.arn().toString());
    }

    @Test
    void offersAnOrganizationsImageOnlyToItsMembersAndReportsUnknownMembership() {
        api.recorded(GoldenImages.build(1).to(US, new LaunchPermission(Set.of(ORGANIZATION)), PROD))
                .registered(member(SANDBOX));

        TestApi.Response member = api.get(LATEST + "?account=" + SANDBOX);
        TestApi.Response unknown = api.get(LATEST + "?account=333333333333");

        assertThat(member.text("/items/0/access")).isEqualTo("SHARED");
        assertThat(member.json().at("/membershipKnown").asBoolean()).isTrue();
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/detail")).contains("the registry does not say");
    }

    @Test
    void offersAnOrganizationalUnitsImageOnlyToItsAccounts() {
        api.recorded(GoldenImages.build(1).to(US, new LaunchPermission(Set.of(UNIT)), PROD))
                .registered(member(SANDBOX, UNIT))
                .registered(member(new AccountId("333333333333")));

        TestApi.Response inside = api.get(LATEST + "?account=" + SANDBOX);
        TestApi.Response outside = api.get(LATEST + "?account=333333333333");

        assertThat(inside.text("/items/0/access")).isEqualTo("SHARED");
        assertThat(outside.status()).isEqualTo(404);
        assertThat(outside.text("/detail")).doesNotContain("the registry does not say");
        assertThat(api.get("/v1/accounts/" + SANDBOX + "/amis").text("/items/0/amis/0/access"))
                .isEqualTo("SHARED");
        assertThat(api.get("/v1/accounts/333333333333/amis").json().at("/items"))
                .isEmpty();
    }

    @Test
    void findsTheLatestAtAGivenTime() {
        GoldenImages first = GoldenImages.fiveAmis(1);
        api.recorded(first, GoldenImages.fiveAmis(2), GoldenImages.fiveAmis(3));

        TestApi.Response response = api.get(LATEST + "?account=" + PROD + "&at=2026-01-01T01:59:59Z");

        assertThat(response.text("/items/0/imageArn")).isEqualTo(first.arn().toString());
        assertThat(response.text("/judgedBy")).contains("Current states");
    }

    @Test
    void includesABuildCreatedAtExactlyThatTime() {
        GoldenImages second = GoldenImages.fiveAmis(2);
        api.recorded(GoldenImages.fiveAmis(1), second);

        TestApi.Response response = api.get(LATEST + "?at=2026-01-01T02:00:00Z");

        assertThat(response.text("/items/0/imageArn")).isEqualTo(second.arn().toString());
    }

    @Test
    void answersNotFoundForAnAccountWithoutAnImage() {
        api.recorded(GoldenImages.fiveAmis(1));

        TestApi.Response response = api.get(LATEST + "?account=333333333333");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.type()).isEqualTo("no-image-to-use");
    }

    @Test
    void answersGoneWhenAllBuildsOfTheAccountAreDeleted() {
        api.recorded(GoldenImages.fiveAmis(1).in(ImageState.DELETED), GoldenImages.build(2));

        TestApi.Response gone = api.get(LATEST + "?account=" + PROD);
        TestApi.Response elsewhere = api.get(LATEST + "?region=ap-south-1&account=" + PROD);

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.text("/detail"))
                .isEqualTo("All builds of golden-linux that had an image for account 111111111111 are DELETED.");
        assertThat(elsewhere.status()).isEqualTo(404);
    }

    @Test
    void answersNotFoundWhenTheOnlyBuildIsHeld() {
        GoldenImages held = GoldenImages.fiveAmis(2);
        api.recorded(GoldenImages.fiveAmis(1).in(ImageState.DELETED), held).held(held);

        TestApi.Response response = api.get(LATEST + "?account=" + PROD);
        TestApi.Response before = api.get(LATEST + "?account=" + PROD + "&at=2026-01-01T01:30:00Z");

        assertThat(response.status()).isEqualTo(404);
        assertThat(before.status()).isEqualTo(410);
        assertThat(before.text("/judgedBy")).contains("Current states");
    }

    @Test
    void namesTheHoldAndTheBuildThatIsOfferedToOthers() {
        GoldenImages offered = GoldenImages.build(1).to(US, SANDBOX);
        GoldenImages held = GoldenImages.build(2).to(US, PROD);
        api.recorded(offered, held).held(held);

        TestApi.Response response = api.get(LATEST + "?region=us-east-1&account=" + PROD);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text("/detail"))
                .isEqualTo("No build of golden-linux offers an image to account 111111111111 in us-east-1."
                        + " Its newest image is of " + held.arn() + ", which is on hold since 2026-02-01T00:00:00Z by "
                        + TestApi.CALLER + ": breaks ssh. " + offered.arn()
                        + " is offered now, to other accounts or Regions.");
        assertThat(response.json().at("/heldBuilds")).hasSize(1);
        assertThat(response.text("/heldBuilds/0/imageArn")).isEqualTo(held.arn().toString());
        assertThat(response.text("/heldBuilds/0/hold/reason")).isEqualTo("breaks ssh");
        assertThat(response.text("/newestOfferedImageArn"))
                .isEqualTo(offered.arn().toString());
        assertThat(response.json().has("judgedBy")).isFalse();
    }

    @Test
    void saysWhenNothingIsOfferedToAnyone() {
        GoldenImages held = GoldenImages.build(2).to(US, PROD);
        api.recorded(GoldenImages.build(1).in(ImageState.DEPRECATED), held).held(held);

        TestApi.Response response = api.get(LATEST + "?account=" + PROD);

        assertThat(response.text("/detail")).contains("on hold since").endsWith("No build is offered now.");
        assertThat(response.json().has("newestOfferedImageArn")).isFalse();
    }

    @Test
    void namesTheStateOfTheAccountsNewestBuild() {
        api.recorded(GoldenImages.build(1).to(US, PROD).in(ImageState.DEPRECATED), GoldenImages.build(2));

        TestApi.Response response = api.get(LATEST + "?account=" + PROD);

        assertThat(response.text("/detail")).contains("golden-linux/1.0.0/1, which is DEPRECATED.");
        assertThat(response.json().has("heldBuilds")).isFalse();
    }

    @Test
    void saysThatAContainerImageHasNoAmi() {
        api.recorded(GoldenImages.build(1).container());

        assertThat(api.get(LATEST).text("/detail")).contains("it is a container image and has no AMI");
    }

    @Test
    void judgesByTodaysHoldsInEveryAnswerForAPastTime() {
        GoldenImages held = GoldenImages.fiveAmis(2);
        api.recorded(GoldenImages.fiveAmis(1), held, GoldenImages.fiveAmis(3)).held(held);
        String at = "&at=2026-01-01T02:30:00Z";

        TestApi.Response json = api.get(LATEST + "?region=us-east-1" + at);
        TestApi.Response text = api.get(LATEST + "?region=us-east-1" + at, Map.of("accept", "text/plain"));
        TestApi.Response none = api.get(LATEST + "?account=333333333333" + at);
        TestApi.Response now = api.get(LATEST + "?region=us-east-1", Map.of("accept", "text/plain"));

        assertThat(json.text("/items/0/build")).isEqualTo("1");
        assertThat(json.text("/judgedBy")).contains("Current states and holds");
        assertThat(text.headers().get("judged-by")).isEqualTo(json.text("/judgedBy"));
        assertThat(none.text("/judgedBy")).isEqualTo(json.text("/judgedBy"));
        assertThat(none.text("/at")).isEqualTo("2026-01-01T02:30:00Z");
        assertThat(none.text("/detail")).endsWith(GoldenImages.build(3).arn() + " is offered now.");
        assertThat(now.headers()).doesNotContainKey("judged-by");
    }

    @Test
    void offersTheChoicesWhenANameIsAmbiguous() {
        PipelineArn other =
                PipelineArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/golden-linux");
        api.recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2).of(other));

        TestApi.Response ambiguous = api.get(LATEST);
        TestApi.Response chosen = api.get(LATEST + "?pipelineArn=" + other);

        assertThat(ambiguous.status()).isEqualTo(409);
        assertThat(ambiguous.json().at("/choices")).hasSize(2);
        assertThat(ambiguous.text("/parameter")).isEqualTo("pipelineArn");
        assertThat(chosen.text("/pipelineArn")).isEqualTo(other.toString());
    }

    @Test
    void namesTheInvalidParameter() {
        assertBad(LATEST + "?region=nowhere", "region");
        assertBad(LATEST + "?account=12", "account");
        assertBad(LATEST + "?at=yesterday", "at");
        assertBad(LATEST + "?at=%2B99999999-01-01T00:00:00Z", "at");
        assertBad(LATEST + "?acount=123456789012", "acount");
        assertBad(
                LATEST + "?pipelineArn=arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/other",
                "pipelineArn");
        assertBad("/v1/pipelines/Golden%20Linux/latest", "pipeline");
    }

    @Test
    void answersNotModifiedForAMatchingEntityTag() {
        api.recorded(GoldenImages.fiveAmis(1));
        String tag = api.get(LATEST).headers().get("etag");

        TestApi.Response again = api.get(LATEST, Map.of("If-None-Match", tag));
        api.recorded(GoldenImages.fiveAmis(2));
        TestApi.Response changed = api.get(LATEST, Map.of("If-None-Match", tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(changed.status()).isEqualTo(200);
    }

    private void assertBad(String url, String parameter) {
        TestApi.Response response = api.get(url);
        assertThat(response.status()).as(url).isEqualTo(400);
        assertThat(response.type()).isEqualTo("invalid-parameter");
        assertThat(response.text("/parameter")).isEqualTo(parameter);
        assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
    }

    static RegisteredAccount member(AccountId id, Audience.OrganizationalUnit... units) {
        return new RegisteredAccount(
                id,
                AccountStatus.ACTIVE,
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ORGANIZATION),
                Optional.of(Set.of(units)),
                Optional.empty(),
                List.of());
    }
}

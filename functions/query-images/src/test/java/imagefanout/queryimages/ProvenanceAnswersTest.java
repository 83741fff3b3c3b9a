package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.OutputAmi;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceAnswersTest {
    private static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-exampleorg1");

    private final TestApi api = new TestApi();

    @Test
    void tracesAnAmiToItsBuildRecipeAndSiblings() {
        GoldenImages build = GoldenImages.fiveAmis(1);
        api.recorded(build);

        TestApi.Response response = api.get("/v1/amis/" + build.ami(EU, PROD));

        assertThat(response.text("/accountId")).isEqualTo(PROD.value());
        assertThat(response.text("/region")).isEqualTo("eu-west-1");
        assertThat(response.text("/image/imageArn")).isEqualTo(build.arn().toString());
        assertThat(response.text("/image/pipelineArn")).isEqualTo(GoldenImages.PIPELINE.toString());
        assertThat(response.text("/recipe/parentImage")).contains("amazon-linux-2023");
        assertThat(response.json().at("/items")).hasSize(5);
        assertThat(response.json().at("/isLatest").asBoolean()).isTrue();
        assertThat(response.json().at("/behind/builds").asInt()).isZero();
    }

    @Test
    void showsHowFarAnAmiIsBehindAndItsReplacement() {
        GoldenImages old = GoldenImages.fiveAmis(1);
        GoldenImages newest = GoldenImages.fiveAmis(73);
        api.recorded(old, GoldenImages.fiveAmis(25), GoldenImages.fiveAmis(30).failedFor(EU, PROD), newest);

        TestApi.Response response = api.get("/v1/amis/" + old.ami(EU, PROD));

        assertThat(response.json().at("/isLatest").asBoolean()).isFalse();
        assertThat(response.text("/latestAmiId")).isEqualTo(newest.ami(EU, PROD).value());
        assertThat(response.json().at("/behind/builds").asInt()).isEqualTo(2);
        assertThat(response.json().at("/behind/days").asInt()).isEqualTo(3);
    }

    @Test
    void agreesWithTheLatestThatIsSharedWithTheAccount() {
        Audience.OrganizationalUnit unit = new Audience.OrganizationalUnit(
                "arn:aws:organizations::123456789012:ou/o-exampleorg1/ou-exam-12345678");
        List<Audience> openTo = List.of(new Audience.Everyone(), ORGANIZATION, unit, new Audience.Account(SANDBOX));
        for (Audience audience : openTo) {
            TestApi fresh = new TestApi().registered(LatestAnswersTest.member(SANDBOX, unit));
            GoldenImages own = GoldenImages.fiveAmis(1);
            GoldenImages shared = GoldenImages.build(2).to(US, new LaunchPermission(Set.of(audience)), PROD);
            fresh.recorded(own, shared);

            TestApi.Response ami = fresh.get("/v1/amis/" + own.ami(US, SANDBOX));
            TestApi.Response latest =
                    fresh.get("/v1/pipelines/golden-linux/latest?region=us-east-1&account=" + SANDBOX);

            assertThat(latest.text("/items/0/access")).isEqualTo("SHARED");
            assertThat(ami.text("/latestAmiId")).as("%s", audience).isEqualTo(latest.text("/items/0/amiId"));
            assertThat(ami.json().at("/isLatest").asBoolean()).isFalse();
            assertThat(ami.json().at("/behind/builds").asInt()).isEqualTo(1);
            assertThat(ami.json().at("/membershipKnown").asBoolean()).isTrue();
        }
    }

    @Test
    void isNotBehindABuildThatDidNotReachItsAccountAndRegion() {
        GoldenImages own = GoldenImages.fiveAmis(1);
        api.recorded(own, GoldenImages.build(2).to(US, SANDBOX));

        TestApi.Response ami = api.get("/v1/amis/" + own.ami(EU, PROD));

        assertThat(ami.json().at("/isLatest").asBoolean()).isTrue();
        assertThat(ami.json().at("/behind/builds").asInt()).isZero();
    }

    @Test
    void saysThatItDoesNotKnowWhetherANewerBuildIsShared() {
        GoldenImages own = GoldenImages.fiveAmis(1);
        api.recorded(own, GoldenImages.build(2).to(US, new LaunchPermission(Set.of(ORGANIZATION)), PROD));

        TestApi.Response ami = api.get("/v1/amis/" + own.ami(US, SANDBOX));

        assertThat(ami.json().at("/membershipKnown").asBoolean()).isFalse();
        assertThat(ami.json().at("/isLatest").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void latestAnAccountsAmisAndEachAmiAgreeInAnyHistory(long seed) {
        Random random = new Random(seed);
        List<Audience> audiences = List.of(new Audience.Everyone(), ORGANIZATION, new Audience.Account(SANDBOX));
        List<ImageState> states = List.of(ImageState.AVAILABLE, ImageState.AVAILABLE, ImageState.DEPRECATED);
        api.registered(LatestAnswersTest.member(SANDBOX));
        List<GoldenImages> history = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            Set<Audience> openTo = random.nextInt(3) == 0 ? Set.of(audiences.get(random.nextInt(3))) : Set.of();
            AccountId target = random.nextBoolean() ? PROD : SANDBOX;
            GoldenImages image = GoldenImages.build(number)
                    .to(US, new LaunchPermission(openTo), target)
                    .to(EU, new LaunchPermission(openTo), random.nextBoolean() ? GoldenImages.OWNER : SANDBOX)
                    .in(states.get(random.nextInt(3)));
            history.add(image);
            api.recorded(image);
            if (random.nextInt(4) == 0) {
                api.held(image);
            }
        }

        for (GoldenImages image : history) {
            for (OutputAmi output : image.described().outputs()) {
                String account = output.copy().account().value();
                String region = "region=" + output.copy().region();
                TestApi.Response ami = api.get("/v1/amis/" + output.ami());
                TestApi.Response latest =
                        api.get("/v1/pipelines/golden-linux/latest?account=" + account + "&" + region);
                TestApi.Response all = api.get("/v1/accounts/" + account + "/amis?" + region);

                String expected = latest.status() == 200 ? latest.text("/items/0/amiId") : "null";
                assertThat(ami.text("/latestAmiId")).isEqualTo(expected);
                assertThat(all.text("/items/0/amis/0/amiId")).isEqualTo(latest.text("/items/0/amiId"));
                assertThat(ami.json().at("/isLatest").asBoolean())
                        .isEqualTo(output.ami().value().equals(expected));
                if (ami.json().at("/isLatest").asBoolean()) {
                    assertThat(ami.json().at("/behind/builds").asInt()).isZero();
                }
                boolean isNewer = latest.text("/items/0/createdAt")
                                .compareTo(image.described().build().createdAt().toString())
                        > 0;
                assertThat(ami.json().at("/behind/builds").asInt() > 0).isEqualTo(isNewer);
            }
        }
    }

    @Test
    void tracesAnAmiOfADeletedBuildToo() {
        GoldenImages deleted = GoldenImages.fiveAmis(1).in(ImageState.DELETED);
        api.recorded(deleted);

        TestApi.Response response = api.get("/v1/amis/" + deleted.ami(US, PROD));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text("/image/state")).isEqualTo("DELETED");
        assertThat(response.json().at("/isLatest").asBoolean()).isFalse();
        assertThat(response.json().at("/behind").isNull()).isTrue();
    }

    @Test
    void answersNotFoundForAnUnknownAmi() {
        assertThat(api.get("/v1/amis/ami-00000000000000000").status()).isEqualTo(404);
        assertThat(api.get("/v1/amis/i-00000000000000000").text("/parameter")).isEqualTo("amiId");
    }

    @Test
    void listsOwnedAndSharedAmisOfAnAccount() {
        GoldenImages owned = GoldenImages.fiveAmis(1);
        GoldenImages shared = GoldenImages.build(2)
                .of(pipeline("shared-with-all"))
                .named(imagefanout.model.identity.ImageBuildArn.parse(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/shared/1.0.0/1"))
                .to(US, new LaunchPermission(Set.of(new Audience.Everyone())), PROD);
        api.recorded(owned, shared);

        TestApi.Response response = api.get("/v1/accounts/" + SANDBOX + "/amis");

        assertThat(response.json().at("/items")).hasSize(2);
        assertThat(response.text("/items/1/name")).isEqualTo("golden-linux");
        assertThat(response.json().at("/items/1/amis")).hasSize(2);
        assertThat(response.text("/items/1/amis/0/access")).isEqualTo("OWNED");
        assertThat(response.text("/items/0/amis/0/access")).isEqualTo("SHARED");
        assertThat(response.text("/items/0/amis/0/amiId"))
                .isEqualTo(shared.ami(US, GoldenImages.OWNER).value());
        assertThat(response.json().at("/membershipKnown").asBoolean()).isFalse();
    }

    @Test
    void listsAmisSharedWithTheAccountsOrganization() {
        api.recorded(GoldenImages.build(1).to(US, new LaunchPermission(Set.of(ORGANIZATION)), PROD))
                .registered(new RegisteredAccount(
                        SANDBOX,
                        AccountStatus.ACTIVE,
                        new TreeSet<>(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ORGANIZATION),
                        Optional.of(Set.of()),
                        Optional.empty(),
                        List.of()));

        TestApi.Response member = api.get("/v1/accounts/" + SANDBOX + "/amis");
        TestApi.Response stranger = api.get("/v1/accounts/333333333333/amis");

        assertThat(member.text("/items/0/amis/0/access")).isEqualTo("SHARED");
        assertThat(member.json().at("/membershipKnown").asBoolean()).isTrue();
        assertThat(stranger.json().at("/items")).isEmpty();
        assertThat(stranger.json().at("/membershipKnown").asBoolean()).isFalse();
    }

    @Test
    void listsPublicAmisWhenThoseOfTheOrganizationAreDeleted() {
        GoldenImages once = GoldenImages.build(1)
                .to(US, new LaunchPermission(Set.of(ORGANIZATION)), PROD)
                .in(ImageState.DELETED);
        GoldenImages now = GoldenImages.build(2).to(US, new LaunchPermission(Set.of(new Audience.Everyone())), PROD);
        api.recorded(once, now).registered(LatestAnswersTest.member(SANDBOX));
        ((Retention) api.catalog).expireCopies(once.arn());

        TestApi.Response response = api.get("/v1/accounts/" + SANDBOX + "/amis");

        assertThat(response.text("/items/0/amis/0/imageArn"))
                .isEqualTo(now.arn().toString());
    }

    @Test
    void filtersAnAccountsAmisByPipelineAndRegion() {
        api.recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2).of(pipeline("other")));

        TestApi.Response response = api.get("/v1/accounts/" + PROD + "/amis?pipeline=golden-linux&region=eu-west-1");

        assertThat(response.json().at("/items")).hasSize(1);
        assertThat(response.json().at("/items/0/amis")).hasSize(1);
        assertThat(response.text("/items/0/amis/0/region")).isEqualTo("eu-west-1");
        assertThat(api.get("/v1/accounts/" + PROD + "/amis?pipeline=nobody").status())
                .isEqualTo(404);
        assertThat(api.get("/v1/accounts/" + PROD + "/amis?pipelineArn=" + GoldenImages.PIPELINE)
                        .json()
                        .at("/items"))
                .hasSize(1);
    }

    @Test
    void listsAnAccountsPipelinesExactlyOnceWhileNewBuildsAreRecorded() {
        for (int i = 1; i <= 7; i++) {
            api.recorded(GoldenImages.fiveAmis(i).of(pipeline("p" + i)));
        }
        List<String> walked = new ArrayList<>();

        String next = null;
        do {
            TestApi.Response page =
                    api.get("/v1/accounts/" + PROD + "/amis?limit=2" + (next == null ? "" : "&cursor=" + next));
            page.json().at("/items").forEach(item -> walked.add(item.at("/name").asText()));
            next = page.json().at("/nextCursor").textValue();
            api.recorded(GoldenImages.fiveAmis(20 + walked.size()).of(pipeline("p1")));
        } while (next != null);

        assertThat(walked).containsExactly("p7", "p6", "p5", "p4", "p3", "p2", "p1");
    }

    @Test
    void omitsAPipelineWithoutAnAmiForTheAccount() {
        GoldenImages held = GoldenImages.fiveAmis(1);
        api.recorded(held).held(held);

        TestApi.Response response = api.get("/v1/accounts/" + new AccountId(PROD.value()) + "/amis");

        assertThat(response.json().at("/items")).isEmpty();
    }

    private static PipelineArn pipeline(String name) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + name);
    }
}

package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageAnswersTest {
    private static final String COVERAGE = "/v1/pipelines/golden-linux/coverage";
    private static final AccountId NEWCOMER = new AccountId("333333333333");

    private final TestApi api = new TestApi();

    @Test
    void showsTotalsAndEachRegion() {
        api.recorded(GoldenImages.fiveAmis(1));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/expected").asInt()).isEqualTo(5);
        assertThat(response.json().at("/recorded").asInt()).isEqualTo(5);
        assertThat(response.json().at("/regions")).hasSize(2);
        assertThat(response.text("/regions/0/region")).isEqualTo("eu-west-1");
        assertThat(response.json().at("/regions/0/accountIds")).hasSize(2);
        assertThat(response.json().at("/gaps")).isEmpty();
        assertThat(response.json().at("/nextCursor").isNull()).isTrue();
    }

    @Test
    void listsEveryGapWithItsReason() {
        api.recorded(GoldenImages.fiveAmis(1).failedFor(EU, SANDBOX));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/recorded").asInt()).isEqualTo(4);
        assertThat(response.text("/gaps/0/region")).isEqualTo("eu-west-1");
        assertThat(response.text("/gaps/0/accountId")).isEqualTo(SANDBOX.value());
        assertThat(response.text("/gaps/0/reason"))
                .startsWith("AMI Copy Reported Failure")
                .contains(SANDBOX.value());
    }

    @Test
    void coversTheNewestFinishedBuild() {
        GoldenImages failed = GoldenImages.fiveAmis(2).failedFor(EU, SANDBOX);
        api.recorded(GoldenImages.fiveAmis(1), failed, GoldenImages.fiveAmis(3).in(ImageState.CANCELLED));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.text("/image/imageArn")).isEqualTo(failed.arn().toString());
    }

    @Test
    void showsHowFarEachAccountIsBehind() {
        api.recorded(
                GoldenImages.fiveAmis(1),
                GoldenImages.fiveAmis(2).without(EU, SANDBOX),
                GoldenImages.fiveAmis(49).without(EU, SANDBOX));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.text("/accounts/1/accountId")).isEqualTo(GoldenImages.OWNER.value());
        assertThat(response.json().at("/accounts/1/behind/builds").asInt()).isZero();
        assertThat(response.text("/accounts/2/accountId")).isEqualTo(SANDBOX.value());
        assertThat(response.json().at("/accounts/2/behind/builds").asInt()).isEqualTo(2);
        assertThat(response.json().at("/accounts/2/behind/days").asInt()).isEqualTo(2);
        assertThat(response.json().at("/accounts/2/behind/atLeast").asBoolean()).isFalse();
    }

    @Test
    void doesNotCountAFailedBuildAsNewer() {
        api.recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2).failedFor(EU, SANDBOX));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/accounts/2/behind/builds").asInt()).isZero();
    }

    @Test
    void listsTheAccountsThatWaitForTheNextBuild() {
        DistributionAnswersTest.managed(api.ledger);
        api.recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2))
                .registered(active(PROD))
                .registered(active(NEWCOMER))
                .registered(RegisteredAccount.of(
                        new AccountId("444444444444"),
                        AccountStatus.SUSPENDED,
                        Set.of(DistributionAnswersTest.GROUP),
                        Optional.empty()))
                .registered(RegisteredAccount.of(
                        new AccountId("555555555555"),
                        AccountStatus.ACTIVE,
                        Set.of(new Group("labs")),
                        Optional.empty()));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/awaitingNextBuild")).hasSize(1);
        assertThat(response.text("/awaitingNextBuild/0/accountId")).isEqualTo(NEWCOMER.value());
        assertThat(response.json().at("/awaitingNextBuild/0/behind/builds").asInt())
                .isEqualTo(2);
        assertThat(response.json().at("/awaitingNextBuild/0/behind/imageArn").isNull())
                .isTrue();
        assertThat(response.json().at("/awaitingNextBuild/0/behind/notOffered").isNull())
                .isTrue();
        assertThat(response.text("/awaitingNextBuild/0/regions/0")).isEqualTo("us-east-1");
        assertThat(response.text("/nextConfiguration/distributionConfigurationArn"))
                .endsWith(":distribution-configuration/everywhere");
        assertThat(response.text("/nextConfiguration/groups/0")).isEqualTo("prod");
        assertThat(response.text("/nextConfiguration/status")).isEqualTo("IN_SYNC");
    }

    @Test
    void listsNobodyAsWaitingForAPipelineThatIsNotManaged() {
        api.recorded(GoldenImages.fiveAmis(1)).registered(active(NEWCOMER));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/awaitingNextBuild")).isEmpty();
        assertThat(response.json().at("/nextConfiguration").isNull()).isTrue();
    }

    @Test
    void namesTheHoldAndTheBuildThatIsOfferedInstead() {
        GoldenImages offered = GoldenImages.build(1).to(US, PROD);
        GoldenImages held = GoldenImages.build(2).to(US, PROD, SANDBOX);
        api.recorded(offered, held, GoldenImages.build(3).to(US, PROD).in(ImageState.FAILED))
                .held(held);
        DistributionAnswersTest.managed(api.ledger);
        api.registered(active(SANDBOX));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/heldBuilds")).hasSize(1);
        assertThat(response.text("/heldBuilds/0/imageArn")).isEqualTo(held.arn().toString());
        assertThat(response.text("/heldBuilds/0/hold/reason")).isEqualTo("breaks ssh");
        assertThat(response.text("/newestOfferedImageArn"))
                .isEqualTo(offered.arn().toString());
        assertThat(response.text("/awaitingNextBuild/0/accountId")).isEqualTo(SANDBOX.value());
        assertThat(response.text("/awaitingNextBuild/0/behind/notOffered/imageArn"))
                .isEqualTo(held.arn().toString());
        assertThat(response.text("/awaitingNextBuild/0/behind/notOffered/hold/reason"))
                .isEqualTo("breaks ssh");
    }

    @Test
    void countsASharedImageAsCovered() {
        api.recorded(GoldenImages.build(1).to(US, new LaunchPermission(Set.of(new Audience.Account(NEWCOMER))), PROD))
                .registered(active(NEWCOMER));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/awaitingNextBuild")).isEmpty();
        assertThat(response.text("/regions/0/sharedAccountIds/0")).isEqualTo(NEWCOMER.value());
        assertThat(response.json().at("/accounts/2/sharedRegions").asInt()).isEqualTo(1);
    }

    @Test
    void countsMembersOfAnOrganizationAsCoveredWhenTheImageIsSharedWithIt() {
        DistributionAnswersTest.managed(api.ledger);
        api.recorded(GoldenImages.build(1).to(US, new LaunchPermission(Set.of(LatestAnswersTest.ORGANIZATION)), PROD))
                .registered(LatestAnswersTest.member(NEWCOMER))
                .registered(active(SANDBOX));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/regions/0/sharedAccountIds")).hasSize(1);
        assertThat(response.text("/regions/0/sharedAccountIds/0")).isEqualTo(NEWCOMER.value());
        assertThat(response.json().at("/awaitingNextBuild")).hasSize(1);
        assertThat(response.text("/awaitingNextBuild/0/accountId")).isEqualTo(SANDBOX.value());
    }

    @Test
    void listsNoWaitingAccountsForAContainerImage() {
        DistributionAnswersTest.managed(api.ledger);
        api.recorded(GoldenImages.build(1).container()).registered(active(NEWCOMER));

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.text("/image/type")).isEqualTo("DOCKER");
        assertThat(response.json().at("/expected").asInt()).isZero();
        assertThat(response.json().at("/awaitingNextBuild")).isEmpty();
    }

    @Test
    void answersNotFoundWithoutAFinishedBuild() {
        api.recorded(GoldenImages.fiveAmis(1).in(ImageState.CANCELLED));

        assertThat(api.get(COVERAGE).status()).isEqualTo(404);
        assertThat(api.get("/v1/pipelines/nobody/coverage").status()).isEqualTo(404);
    }

    private static RegisteredAccount active(AccountId id) {
        return RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(DistributionAnswersTest.GROUP), Optional.empty());
    }
}

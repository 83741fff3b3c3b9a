package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.testing.GoldenImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImagesWithoutPipelineTest {
    private static final String ARN = "arn:aws:imagebuilder:us-east-1:123456789012:image/no-pipeline";
    private static final String OTHER_ARN = "arn:aws:imagebuilder:us-east-1:999999999999:image/no-pipeline";

    private final TestApi api = new TestApi();
    private final OpenApiContract documented = new OpenApiContract();

    @Test
    void findsTheLatestAmiByTheNameOfTheImage() {
        api.recorded(alone(1), alone(2));

        TestApi.Response latest = api.get("/v1/images/no-pipeline/latest?region=us-east-1&account=" + PROD);
        TestApi.Response owners = api.get("/v1/images/no-pipeline/latest", Map.of());
        TestApi.Response bare = api.get(
                "/v1/images/no-pipeline/latest?region=us-east-1&account=" + PROD, Map.of("accept", "text/plain"));

        assertThat(latest.status()).isEqualTo(200);
        assertThat(documented.faults(ApiRoute.FIND_LATEST_OF_IMAGE, latest)).isEmpty();
        assertThat(latest.text("/imageArn")).isEqualTo(ARN);
        assertThat(latest.json().has("pipelineArn")).isFalse();
        assertThat(latest.text("/items/0/amiId")).isEqualTo(alone(2).ami(US, PROD).value());
        assertThat(owners.text("/accountId")).isEqualTo(GoldenImages.OWNER.value());
        assertThat(bare.body()).isEqualTo(alone(2).ami(US, PROD) + "\n");
    }

    @Test
    void listsTheImageAndItsBuildsWithThoseInProgress() {
        api.recorded(alone(1), alone(2).in(ImageState.BUILDING), GoldenImages.build(1));

        TestApi.Response images = api.get("/v1/images");
        TestApi.Response builds = api.get("/v1/images/no-pipeline/builds");
        TestApi.Response building = api.get("/v1/images/no-pipeline/builds?state=BUILDING");
        TestApi.Response latest = api.get("/v1/images/no-pipeline/latest?account=" + PROD);

        assertThat(documented.faults(ApiRoute.LIST_IMAGES, images)).isEmpty();
        assertThat(documented.faults(ApiRoute.LIST_IMAGE_BUILDS, builds)).isEmpty();
        assertThat(images.json().at("/items")).hasSize(1);
        assertThat(images.text("/items/0/imageArn")).isEqualTo(ARN);
        assertThat(images.text("/items/0/newestBuild/state")).isEqualTo("BUILDING");
        assertThat(images.text("/items/0/newestOfferedBuild/build")).isEqualTo("1");
        assertThat(builds.json().findValuesAsText("state")).containsExactly("BUILDING", "AVAILABLE");
        assertThat(building.json().at("/items")).hasSize(1);
        assertThat(latest.text("/items/0/build")).isEqualTo("1");
    }

    @Test
    void showsTheCoverageOfTheNewestFinishedBuild() {
        api.recorded(alone(1).failedFor(US, SANDBOX), alone(2).in(ImageState.TESTING));

        TestApi.Response coverage = api.get("/v1/images/no-pipeline/coverage");

        assertThat(documented.faults(ApiRoute.SHOW_IMAGE_COVERAGE, coverage)).isEmpty();
        assertThat(coverage.text("/imageArn")).isEqualTo(ARN);
        assertThat(coverage.text("/image/build")).isEqualTo("1");
        assertThat(coverage.json().at("/gaps")).hasSize(1);
    }

    @Test
    void filtersTheAmisOfAnAccountByImage() {
        api.recorded(alone(1), GoldenImages.build(2).to(US, PROD));

        TestApi.Response named = api.get("/v1/accounts/" + PROD + "/amis?image=no-pipeline");
        TestApi.Response chosen = api.get("/v1/accounts/" + PROD + "/amis?imageArn=" + ARN);
        TestApi.Response both = api.get("/v1/accounts/" + PROD + "/amis?image=no-pipeline&pipeline=golden-linux");

        assertThat(named.json().at("/items")).hasSize(1);
        assertThat(named.text("/items/0/imageArn")).isEqualTo(ARN);
        assertThat(named.json().at("/items/0/pipelineArn").isNull()).isTrue();
        assertThat(chosen.json().at("/items")).isEqualTo(named.json().at("/items"));
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.text("/parameter")).isEqualTo("image");
    }

    @Test
    void offersTheChoicesWhenTwoAccountsHaveAnImageOfTheName() {
        api.recorded(alone(1), alone(2).named(ImageBuildArn.parse(OTHER_ARN + "/1.0.0/1")));

        for (String route : new String[] {"latest", "builds", "coverage"}) {
            TestApi.Response ambiguous = api.get("/v1/images/no-pipeline/" + route);
            TestApi.Response chosen = api.get("/v1/images/no-pipeline/" + route + "?imageArn=" + OTHER_ARN);

            assertThat(ambiguous.status()).as(route).isEqualTo(409);
            assertThat(ambiguous.text("/parameter")).isEqualTo("imageArn");
            assertThat(ambiguous.json().at("/choices")).extracting(JsonNode::textValue)
                    .containsExactly(ARN, OTHER_ARN);
            assertThat(chosen.status()).as(route).isEqualTo(200);
            assertThat(chosen.text("/imageArn")).isEqualTo(OTHER_ARN);
        }
    }

    @Test
    void keepsTheBuildsOfAPipelineApartFromThoseOfAnImageOfTheSameName() {
        api.recorded(GoldenImages.build(1).to(US, PROD), GoldenImages.build(2).to(US, PROD).withoutPipeline());

        assertThat(api.get("/v1/pipelines/golden-linux/latest?account=" + PROD).text("/items/0/build"))
                .isEqualTo("1");
        assertThat(api.get("/v1/images/golden-linux/latest?account=" + PROD).text("/items/0/build"))
                .isEqualTo("2");
    }

    @Test
    void findsNoImageWhoseBuildsAllHaveAPipeline() {
        api.recorded(GoldenImages.build(1));

        for (String route : new String[] {"latest", "builds", "coverage"}) {
            TestApi.Response response = api.get("/v1/images/golden-linux/" + route);

            assertThat(response.status()).as(route).isEqualTo(404);
            assertThat(response.text("/detail")).contains("golden-linux").contains("GET /v1/images");
        }
    }

    @Test
    void rejectsTheArnOfAnImageThatAmazonOwns() {
        TestApi.Response response = api.get(
                "/v1/images/amazon-linux/latest?imageArn=arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text("/parameter")).isEqualTo("imageArn");
    }

    @Test
    void namesTheParameterThatOffersGoneBuilds() {
        gone(alone(1));

        TestApi.Response response = api.get("/v1/images/no-pipeline/latest?account=" + PROD);

        assertThat(response.status()).isEqualTo(410);
        assertThat(response.text("/detail")).contains("GONE").contains("OfferAmisOfGoneImages");
        assertThat(api.get("/v1/accounts/" + PROD + "/amis").json().at("/items")).isEmpty();
    }

    @Test
    void offersGoneBuildsOnRequestAndMarksThem() {
        gone(alone(1));

        TestApi.Response latest = api.offeringGone().get("/v1/images/no-pipeline/latest?account=" + PROD);
        TestApi.Response account = api.offeringGone().get("/v1/accounts/" + PROD + "/amis");
        TestApi.Response past =
                api.offeringGone().get("/v1/images/no-pipeline/latest?at=2026-01-01T05:00:00Z&account=" + PROD);
        TestApi.Response ami = api.offeringGone().get("/v1/amis/" + alone(1).ami(US, PROD));
        TestApi.Response coverage = api.offeringGone().get("/v1/images/no-pipeline/coverage");

        assertThat(latest.text("/items/0/amiId")).isEqualTo(alone(1).ami(US, PROD).value());
        assertThat(latest.text("/items/0/state")).isEqualTo("GONE");
        assertThat(account.text("/items/0/amis/0/state")).isEqualTo("GONE");
        assertThat(past.text("/items/0/amiId")).isEqualTo(alone(1).ami(US, PROD).value());
        assertThat(ami.json().at("/isLatest").asBoolean()).isTrue();
        assertThat(coverage.text("/image/state")).isEqualTo("GONE");
    }

    @Test
    void neverOffersAGoneBuildThatFailedOrIsOnHold() {
        gone(alone(1).in(ImageState.DEPRECATED));
        gone(alone(2));
        api.held(alone(2));

        TestApi.Response latest = api.offeringGone().get("/v1/images/no-pipeline/latest?account=" + PROD);

        assertThat(latest.status()).isIn(404, 410);
        assertThat(latest.text("/detail")).doesNotContain("OfferAmisOfGoneImages");
    }

    @Test
    void showsAGoneBuildWithItsAmis() {
        gone(alone(1));

        TestApi.Response image = api.get("/v1/images/no-pipeline/1.0.0/1");
        TestApi.Response amis = api.get("/v1/images/no-pipeline/1.0.0/1/amis");
        TestApi.Response ami = api.get("/v1/amis/" + alone(1).ami(US, PROD));

        assertThat(image.text("/state")).isEqualTo("GONE");
        assertThat(image.text("/reason")).contains("AVAILABLE");
        assertThat(amis.json().at("/items")).hasSize(3);
        assertThat(ami.text("/image/state")).isEqualTo("GONE");
        assertThat(ami.json().at("/isLatest").asBoolean()).isFalse();
    }

    private static GoldenImages alone(int number) {
        return GoldenImages.build(number)
                .named(ImageBuildArn.parse(ARN + "/1.0.0/" + number))
                .to(US, PROD, SANDBOX)
                .withoutPipeline();
    }

    private void gone(GoldenImages image) {
        DescribedImage known = image.described();
        DescribedImage forgotten =
                new DescribedImage(known.build().gone(), known.distributions(), known.outputs(), known.failures());
        api.catalog.record(ImageSnapshot.of(TestApi.NOW, forgotten));
    }
}

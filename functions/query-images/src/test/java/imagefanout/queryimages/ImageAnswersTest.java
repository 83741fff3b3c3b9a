package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageAnswersTest {
    private static final String IMAGE = "/v1/images/golden-linux/1.0.0/1";

    private final TestApi api = new TestApi();

    @Test
    void showsABuildWithItsRecipeAndDistributionSettings() {
        api.recorded(GoldenImages.fiveAmis(1).failedFor(EU, SANDBOX));

        TestApi.Response response = api.get(IMAGE);

        assertThat(response.text("/state")).isEqualTo("FAILED");
        assertThat(response.text("/reason")).contains("Not all distribution jobs are completed");
        assertThat(response.text("/displayName")).isEqualTo("Golden Linux");
        assertThat(response.text("/recipe/volumes/0/volumeType")).isEqualTo("io2");
        assertThat(response.text("/recipe/parentImage")).contains("amazon-linux-2023");
        assertThat(response.json().at("/distributions")).hasSize(2);
        assertThat(response.json().at("/counts/missing").asInt()).isEqualTo(1);
        assertThat(response.json().at("/hold").isNull()).isTrue();
    }

    @Test
    void answersGoneForADeletedImage() {
        api.recorded(GoldenImages.fiveAmis(1).in(ImageState.DELETED));

        assertThat(api.get(IMAGE).status()).isEqualTo(410);
        assertThat(api.get(IMAGE + "/amis").status()).isEqualTo(410);
    }

    @Test
    void offersTheChoicesWhenABuildIsAmbiguous() {
        ImageBuildArn other =
                ImageBuildArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image/golden-linux/1.0.0/1");
        api.recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2).named(other));

        TestApi.Response ambiguous = api.get(IMAGE);
        TestApi.Response chosen = api.get(IMAGE + "?imageArn=" + other);

        assertThat(ambiguous.status()).isEqualTo(409);
        assertThat(ambiguous.json().at("/choices")).hasSize(2);
        assertThat(chosen.text("/imageArn")).isEqualTo(other.toString());
    }

    @Test
    void listsTheCopiesExactlyOnceWhileTheBuildIsRecordedAgain() {
        api.recorded(GoldenImages.fiveAmis(1).failedFor(EU, SANDBOX));
        List<String> walked = new ArrayList<>();

        String next = null;
        do {
            TestApi.Response page = api.get(IMAGE + "/amis?limit=2" + (next == null ? "" : "&cursor=" + next));
            page.json()
                    .at("/items")
                    .forEach(item -> walked.add(item.at("/region").asText() + " "
                            + item.at("/accountId").asText()));
            next = page.json().at("/nextCursor").textValue();
            api.catalog.record(imagefanout.model.image.ImageSnapshot.of(
                    TestApi.NOW, GoldenImages.fiveAmis(1).described()));
        } while (next != null);

        assertThat(walked).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void distinguishesAGapFromAnAmi() {
        api.recorded(GoldenImages.fiveAmis(1).failedFor(EU, SANDBOX));

        JsonNode items = api.get(IMAGE + "/amis?region=eu-west-1&account=" + SANDBOX)
                .json()
                .at("/items");

        assertThat(items).hasSize(1);
        assertThat(items.at("/0/amiId").isNull()).isTrue();
        assertThat(items.at("/0/reason").asText()).contains("AMI Copy Reported Failure");
    }

    @Test
    void rejectsACursorThatWasChangedOrIsFromAnotherRequest() {
        api.recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2));
        String cursor = api.get(IMAGE + "/amis?limit=1").text("/nextCursor");

        TestApi.Response changed = api.get(IMAGE + "/amis?cursor=x" + cursor);
        TestApi.Response foreign = api.get("/v1/images/golden-linux/1.0.0/2/amis?cursor=" + cursor);
        TestApi.Response otherLimit = api.get(IMAGE + "/amis?limit=3&cursor=" + cursor);

        assertThat(changed.status()).isEqualTo(400);
        assertThat(changed.text("/parameter")).isEqualTo("cursor");
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(otherLimit.status()).isEqualTo(200);
    }

    @Test
    void rejectsLimitsOutOfBounds() {
        for (String limit : List.of("0", "1001", "-1", "1e3", "", "9999999999")) {
            assertThat(api.get(IMAGE + "/amis?limit=" + limit).text("/parameter"))
                    .as(limit)
                    .isEqualTo("limit");
        }
    }
}

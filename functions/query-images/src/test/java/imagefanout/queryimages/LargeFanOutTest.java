package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.contracts.GoldenImages;
import imagefanout.model.AccountId;
import imagefanout.model.Copy;
import imagefanout.model.DescribedImage;
import imagefanout.model.ImageSnapshot;
import imagefanout.model.ImageState;
import imagefanout.model.OutputAmi;
import imagefanout.model.Region;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A build of 20 Regions and 1,500 accounts, against the 6 MB that a function may answer. */
class LargeFanOutTest {
    private static final int MOST_BYTES = 6 * 1024 * 1024;
    private static final AccountId[] ACCOUNTS = IntStream.range(0, 1500)
            .mapToObj(i -> new AccountId(String.format("5%011d", i)))
            .toArray(AccountId[]::new);

    private final HttpApi api = new HttpApi();

    @Test
    void fitsInOneAnswer() {
        record(described());

        HttpApi.Response response = api.get("/v1/pipelines/golden-linux/coverage");

        assertThat(response.json().at("/expected").asInt()).isEqualTo(30_001);
        assertThat(response.json().at("/recorded").asInt()).isEqualTo(30_001);
        assertThat(response.json().at("/nextCursor").isNull()).isTrue();
        assertThat(bytesAsAnsweredByTheFunction(response)).isLessThan(MOST_BYTES);
    }

    @Test
    void leadsOnWhenThirtyThousandGapsAreTooMuchForOneAnswer() {
        record(withoutAnyCopy(described()));
        Set<String> gaps = new HashSet<>();

        int pages = 0;
        String next = null;
        do {
            HttpApi.Response page =
                    api.get("/v1/pipelines/golden-linux/coverage" + (next == null ? "" : "?cursor=" + next));
            for (JsonNode gap : page.json().at("/gaps")) {
                assertThat(gaps.add(gap.at("/region").asText()
                                + gap.at("/accountId").asText()))
                        .isTrue();
            }
            assertThat(bytesAsAnsweredByTheFunction(page)).isLessThan(MOST_BYTES);
            next = page.json().at("/nextCursor").textValue();
            pages++;
        } while (next != null);

        assertThat(gaps).hasSize(30_000);
        assertThat(pages).isGreaterThan(1);
    }

    private void record(DescribedImage image) {
        api.catalog.record(ImageSnapshot.of(HttpApi.NOW, image));
    }

    private static DescribedImage described() {
        GoldenImages image = GoldenImages.build(1);
        for (int i = 1; i <= 20; i++) {
            image = image.to(new Region("us-east-" + i), ACCOUNTS);
        }
        return image.described();
    }

    private static DescribedImage withoutAnyCopy(DescribedImage image) {
        List<OutputAmi> left = image.outputs().stream()
                .filter(output -> output.copy().account().equals(GoldenImages.OWNER))
                .toList();
        Map<Copy, String> failures = image.outputs().stream()
                .map(OutputAmi::copy)
                .collect(Collectors.toMap(
                        copy -> copy,
                        copy -> "AMI Copy Reported Failure For ami-0123456789abcdef0 when"
                                + " distributing the image from the source account (ID: 123456789012) to the destination account"
                                + " (ID: " + copy.account() + ") in Region " + copy.region() + "."));
        return new DescribedImage(
                image.build().withState(ImageState.FAILED, Optional.empty()), image.distributions(), left, failures);
    }

    /** A function's answer is JSON, and the body a text in it. */
    private static int bytesAsAnsweredByTheFunction(HttpApi.Response response) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(response.body())
                .toString()
                .length();
    }
}

package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.OutputAmi;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A build of 20 Regions and 1,500 accounts, and Lambda's limit of 6 MB for an answer. */
class LargeFanOutTest {
    private static final String COVERAGE = "/v1/pipelines/golden-linux/coverage";
    private static final int MOST_BYTES = 6 * 1024 * 1024;
    private static final AccountId[] ACCOUNTS = IntStream.range(0, 1500)
            .mapToObj(i -> new AccountId(String.format("5%011d", i)))
            .toArray(AccountId[]::new);

    private final TestApi api = new TestApi();

    @Test
    void fitsInOneAnswer() {
        record(described());

        TestApi.Response response = api.get(COVERAGE);

        assertThat(response.json().at("/expected").asInt()).isEqualTo(30_001);
        assertThat(response.json().at("/recorded").asInt()).isEqualTo(30_001);
        assertThat(response.json().at("/nextCursor").isNull()).isTrue();
        assertThat(bytesAsAnsweredByTheFunction(response)).isLessThan(MOST_BYTES);
    }

    @Test
    void splitsThirtyThousandGapsIntoPages() {
        record(withoutAnyCopy(described()));

        List<TestApi.Response> pages = walk(page -> {});

        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(pages).allSatisfy(page -> assertThat(bytesAsAnsweredByTheFunction(page))
                .isLessThan(MOST_BYTES));
        assertThat(listed(pages, "gaps")).hasSize(30_000).doesNotHaveDuplicates();
        assertThat(listed(pages, "regions")).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void splitsALongListOfSharedAccountsIntoPages() {
        GoldenImages open = GoldenImages.build(1);
        for (int i = 1; i <= 20; i++) {
            open = open.to(
                    new Region("us-east-" + i),
                    new LaunchPermission(Set.of(new Audience.Everyone())),
                    GoldenImages.OWNER);
        }
        api.recorded(open);
        IntStream.range(0, 12_000)
                .mapToObj(i -> new AccountId(String.format("6%011d", i)))
                .forEach(id ->
                        api.registered(RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(), Optional.empty())));

        List<TestApi.Response> pages = walk(page -> {});

        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(pages).allSatisfy(page -> assertThat(bytesAsAnsweredByTheFunction(page))
                .isLessThan(MOST_BYTES));
        assertThat(listed(pages, "regions")).hasSize(20).doesNotHaveDuplicates();
        assertThat(listed(pages, "accounts")).hasSize(12_001).doesNotHaveDuplicates();
    }

    @Test
    void continuesWithTheSameBuildWhenANewerOneHasFinished() {
        record(withoutAnyCopy(described()));

        List<TestApi.Response> pages = walk(page -> api.recorded(GoldenImages.fiveAmis(2)));

        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(pages).allSatisfy(page -> assertThat(page.text("/image/imageArn"))
                .isEqualTo(GoldenImages.build(1).arn().toString()));
        assertThat(listed(pages, "gaps")).hasSize(30_000).doesNotHaveDuplicates();
        assertThat(api.get(COVERAGE).text("/image/imageArn"))
                .isEqualTo(GoldenImages.build(2).arn().toString());
    }

    /** All pages. {@code between} gets each page before the next one is requested. */
    private List<TestApi.Response> walk(Consumer<TestApi.Response> between) {
        List<TestApi.Response> pages = new ArrayList<>();
        String next = null;
        do {
            TestApi.Response page = api.get(COVERAGE + (next == null ? "" : "?cursor=" + next));
            assertThat(page.status()).isEqualTo(200);
            pages.add(page);
            next = page.json().at("/nextCursor").textValue();
            between.accept(page);
        } while (next != null);
        return pages;
    }

    /** The identities of a list's items on all pages. */
    private static List<String> listed(List<TestApi.Response> pages, String list) {
        List<String> listed = new ArrayList<>();
        for (TestApi.Response page : pages) {
            page.json()
                    .path(list)
                    .forEach(item -> listed.add(item.path("region").asText() + " "
                            + item.path("accountId").asText()));
        }
        return listed;
    }

    private void record(DescribedImage image) {
        api.catalog.record(ImageSnapshot.of(TestApi.NOW, image));
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

    /** The size of Lambda's answer, which has the body as a JSON string. */
    private static int bytesAsAnsweredByTheFunction(TestApi.Response response) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(response.body())
                .toString()
                .length();
    }
}

package imagefanout.queryimages;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageAnswersTest {
    private static final String BUILDS = "/v1/pipelines/golden-linux/builds";

    private final TestApi api = new TestApi();

    @Test
    void listsThePipelinesWithTheirNewestBuildAndItsCoverage() {
        GoldenImages good = GoldenImages.fiveAmis(1);
        api.recorded(good, GoldenImages.fiveAmis(2).failedFor(EU, SANDBOX));

        TestApi.Response response = api.get("/v1/pipelines");

        assertThat(response.json().at("/items")).hasSize(1);
        assertThat(response.text("/items/0/name")).isEqualTo("golden-linux");
        assertThat(response.text("/items/0/newestBuild/state")).isEqualTo("FAILED");
        assertThat(response.json().at("/items/0/newestBuild/counts/missing").asInt())
                .isEqualTo(1);
        assertThat(response.text("/items/0/newestOfferedBuild/imageArn"))
                .isEqualTo(good.arn().toString());
        assertThat(response.text("/items/0/volumeTypes/0")).isEqualTo("io2");
    }

    @Test
    void listsTheHeldBuildsOfAPipelineAndTheOneThatItOffersInstead() {
        api.recorded(GoldenImages.fiveAmis(1));
        for (int i = 2; i <= 6; i++) {
            api.recorded(GoldenImages.fiveAmis(i)).held(GoldenImages.fiveAmis(i));
        }

        TestApi.Response response = api.get("/v1/pipelines");

        assertThat(response.text("/items/0/newestBuild/build")).isEqualTo("6");
        assertThat(response.text("/items/0/newestOfferedBuild/build")).isEqualTo("1");
        assertThat(response.json().at("/items/0/heldBuilds")).hasSize(5);
        assertThat(response.text("/items/0/heldBuilds/0/build")).isEqualTo("6");
        assertThat(response.text("/items/0/heldBuilds/0/hold/reason")).isEqualTo("breaks ssh");
        assertThat(response.json().at("/items/0/lookedBackTo").isNull()).isTrue();
    }

    @Test
    void endsAPageAfterFiftyPipelinesWhoseNewestBuildsAreNotKnown() {
        for (int i = 100; i < 160; i++) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-" + i);
            api.recorded(GoldenImages.build(i).of(pipeline));
        }
        ImageCatalog known = api.catalog;
        ImageCatalog unknown = (ImageCatalog) Proxy.newProxyInstance(
                ImageCatalog.class.getClassLoader(),
                new Class<?>[] {ImageCatalog.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(known, arguments);
                    return method.getName().equals("pipelineEntries")
                            ? ((ResultPage<?, ?>) result)
                                    .map(entry ->
                                            new DirectoryEntry<>(((DirectoryEntry<?>) entry).lineage(), List.of()))
                            : result;
                });

        for (String query : List.of("limit=100", "limit=100&volumeType=io2")) {
            assertThat(api.get("/v1/pipelines?" + query).json().at("/items"))
                    .as(query)
                    .hasSize(60);

            JsonNode first = new TestApi(unknown).get("/v1/pipelines?" + query).json();
            JsonNode second = new TestApi(unknown)
                    .get("/v1/pipelines?" + query + "&cursor="
                            + first.at("/nextCursor").asText())
                    .json();

            assertThat(first.at("/items")).as(query).hasSize(50);
            assertThat(second.at("/items")).as(query).hasSize(10);
            assertThat(second.at("/nextCursor").isNull()).as(query).isTrue();
        }
    }

    @Test
    void showsTheHistoryAndTheChannelsOfChosenPipelines() {
        PipelineArn other = PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/other");
        for (int i = 1; i <= 12; i++) {
            api.recorded(GoldenImages.fiveAmis(i));
        }
        api.recorded(GoldenImages.build(20).of(other), GoldenImages.build(21).of(PipelineArn.parse(other + "-2")));
        api.held(GoldenImages.fiveAmis(12));
        api.send(
                "PUT",
                "/v1/pipelines/golden-linux/channels/prod",
                Map.of(),
                "{\"imageArn\": \"" + GoldenImages.fiveAmis(3).arn() + "\", \"reason\": \"tested\"}");

        TestApi.Response response = api.get("/v1/pipelines?pipelineArn=" + other + "," + GoldenImages.PIPELINE);

        assertThat(response.json().at("/items")).hasSize(2);
        assertThat(response.text("/items/0/newestOfferedBuild/build")).isEqualTo("11");
        assertThat(response.json().at("/items/0/recentBuilds"))
                .extracting(build -> build.at("/build").asInt())
                .containsExactly(12, 11, 10, 9, 8, 7, 6, 5, 4, 3);
        assertThat(response.text("/items/0/recentBuilds/0/hold/reason")).isEqualTo("breaks ssh");
        assertThat(response.text("/items/0/channels/0/channel")).isEqualTo("prod");
        assertThat(response.text("/items/0/channels/0/imageArn"))
                .isEqualTo(GoldenImages.fiveAmis(3).arn().toString());
        assertThat(response.json().at("/items/1/channels")).isEmpty();
        assertThat(api.get("/v1/pipelines").json().at("/items/0").has("recentBuilds"))
                .isFalse();
    }

    @Test
    void pagesThroughChosenPipelinesAndTakesAtMostTwenty() {
        String arn = "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p";
        for (int i = 1; i <= 3; i++) {
            api.recorded(GoldenImages.build(i).of(PipelineArn.parse(arn + i)));
        }
        String chosen = "pipelineArn=" + arn + "1," + arn + "3," + arn + "9";

        TestApi.Response first = api.get("/v1/pipelines?limit=1&" + chosen);
        TestApi.Response second = api.get("/v1/pipelines?limit=1&" + chosen + "&cursor=" + first.text("/nextCursor"));

        assertThat(first.text("/items/0/name")).isEqualTo("p1");
        assertThat(second.text("/items/0/name")).isEqualTo("p3");
        assertThat(second.json().at("/nextCursor").isNull()).isTrue();
        assertThat(api.get("/v1/pipelines?pipelineArn=" + (arn + "1,").repeat(20) + arn + "1")
                        .text("/detail"))
                .contains("21 values, expected at most 20");
        assertThat(api.get("/v1/pipelines?pipelineArn=banana").text("/parameter"))
                .isEqualTo("pipelineArn");
    }

    @Test
    void listsThePipelinesWithAVolumeOfOneType() {
        api.recorded(GoldenImages.fiveAmis(1));

        assertThat(api.get("/v1/pipelines?volumeType=io2").json().at("/items")).hasSize(1);
        assertThat(api.get("/v1/pipelines?volumeType=gp3").json().at("/items")).isEmpty();
        assertThat(api.get("/v1/pipelines?volumeType=floppy").text("/parameter"))
                .isEqualTo("volumeType");
    }

    @Test
    void pagesThroughThePipelines() {
        for (int i = 1; i <= 7; i++) {
            api.recorded(GoldenImages.build(i)
                    .of(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + i)));
        }

        List<String> walked = walk("/v1/pipelines?limit=3", "/name", () -> {});

        assertThat(walked).containsExactly("p1", "p2", "p3", "p4", "p5", "p6", "p7");
    }

    @Test
    void listsTheBuildsNewestFirstWithStateAndReason() {
        api.recorded(GoldenImages.fiveAmis(1), GoldenImages.fiveAmis(2).failedFor(EU, SANDBOX));

        TestApi.Response response = api.get(BUILDS);

        assertThat(response.text("/items/0/state")).isEqualTo("FAILED");
        assertThat(response.text("/items/0/reason")).contains("AMI Copy Reported Failure");
        assertThat(response.text("/items/1/state")).isEqualTo("AVAILABLE");
        assertThat(response.text("/recordedAt")).isEqualTo("2026-01-01T01:01:00Z");
    }

    @Test
    void listsTheBuildsOfOneState() {
        api.recorded(
                GoldenImages.build(1),
                GoldenImages.build(2).in(ImageState.DEPRECATED),
                GoldenImages.build(3).in(ImageState.CANCELLED),
                GoldenImages.build(4).in(ImageState.BUILDING));

        assertThat(api.get(BUILDS + "?state=DEPRECATED").json().at("/items")).hasSize(1);
        assertThat(api.get(BUILDS + "?state=BUILDING").json().at("/items")).hasSize(1);
        assertThat(api.get(BUILDS + "?state=GONE").json().at("/items")).isEmpty();
        assertThat(api.get(BUILDS + "?state=SHINY").text("/parameter")).isEqualTo("state");
    }

    @Test
    void listsTheBuildsExactlyOnceWhileNewOnesAreRecorded() {
        for (int i = 1; i <= 9; i++) {
            api.recorded(GoldenImages.build(i));
        }
        int[] next = {10};

        List<String> walked = walk(BUILDS + "?limit=2", "/build", () -> api.recorded(GoldenImages.build(next[0]++)));

        assertThat(walked).containsExactly("9", "8", "7", "6", "5", "4", "3", "2", "1");
    }

    @Test
    void listsTheBuildsOfOneStateExactlyOnce() {
        for (int i = 1; i <= 9; i++) {
            api.recorded(
                    i % 2 == 0 ? GoldenImages.build(i) : GoldenImages.build(i).in(ImageState.DEPRECATED));
        }

        List<String> walked = walk(BUILDS + "?state=DEPRECATED&limit=2", "/build", () -> {});

        assertThat(walked).containsExactly("9", "7", "5", "3", "1");
    }

    @Test
    void answersNotFoundForAPipelineWithoutRecordedBuilds() {
        assertThat(api.get(BUILDS).status()).isEqualTo(404);
        assertThat(api.get("/v1/pipelines").json().at("/items")).isEmpty();
        assertThat(api.get("/v1/pipelines").json().at("/recordedAt").isNull()).isTrue();
    }

    private List<String> walk(String url, String pointer, Runnable between) {
        List<String> walked = new ArrayList<>();
        String next = null;
        do {
            TestApi.Response page = api.get(url + (next == null ? "" : "&cursor=" + next));
            page.json().at("/items").forEach(item -> walked.add(item.at(pointer).asText()));
            next = page.json().at("/nextCursor").textValue();
            between.run();
        } while (next != null);
        return walked;
    }
}

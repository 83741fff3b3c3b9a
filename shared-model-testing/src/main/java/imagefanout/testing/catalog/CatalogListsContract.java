package imagefanout.testing.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.catalog.UsableLineage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ImageCatalog} promises about its lists. */
public abstract class CatalogListsContract extends ImageCatalogFixture {
    @Test
    void listsThePipelinesThatHaveBuilds() {
        PipelineArn windows =
                PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-windows");
        PipelineArn elsewhere =
                PipelineArn.parse("arn:aws-cn:imagebuilder:cn-north-1:123456789012:image-pipeline/golden-linux");
        catalog.record(snapshot(0, GoldenImages.build(1)));
        catalog.record(snapshot(0, GoldenImages.build(2)));
        catalog.record(snapshot(0, GoldenImages.build(3).of(windows)));
        catalog.record(snapshot(0, GoldenImages.build(4).of(elsewhere)));
        catalog.record(snapshot(0, GoldenImages.build(5).withoutPipeline()));

        ResultPage<PipelineArn, PipelineArn> first = catalog.pipelines(Optional.empty(), 2);
        ResultPage<PipelineArn, PipelineArn> second = catalog.pipelines(first.next(), 2);

        assertThat(first).isEqualTo(new ResultPage<>(List.of(elsewhere, PIPELINE), Optional.of(PIPELINE)));
        assertThat(second).isEqualTo(new ResultPage<>(List.of(windows), Optional.empty()));
        assertThat(catalog.pipelines(Optional.empty(), 3).next()).isEmpty();
        assertThat(catalog.pipelinesNamed("golden-linux"))
                .containsExactlyInAnyOrder(new NamedLineage(PIPELINE, Set.of()), new NamedLineage(elsewhere, Set.of()));
        assertThat(catalog.pipelinesNamed("golden")).isEmpty();
    }

    @Test
    void namesTheTenNewestBuildsOfEachLineage() {
        PipelineArn other = PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/other");
        for (int n : List.of(3, 1, 12, 9, 2, 8, 11, 7, 4, 5, 10, 6)) {
            catalog.record(snapshot(0, GoldenImages.build(n)));
        }
        catalog.record(snapshot(0, GoldenImages.build(20).of(other)));
        catalog.record(snapshot(1, GoldenImages.build(12).in(ImageState.DEPRECATED)));
        ImageBuildArn loose = ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/loose/1.0.0/1");
        catalog.record(snapshot(0, GoldenImages.build(1).named(loose).withoutPipeline()));

        List<DirectoryEntry<PipelineArn>> pipelines =
                catalog.pipelineEntries(Optional.empty(), 10).items();

        assertThat(pipelines)
                .containsExactly(
                        new DirectoryEntry<>(
                                PIPELINE,
                                Stream.of(12, 11, 10, 9, 8, 7, 6, 5, 4, 3)
                                        .map(n -> GoldenImages.build(n).arn())
                                        .toList()),
                        new DirectoryEntry<>(
                                other, List.of(GoldenImages.build(20).arn())));
        assertThat(catalog.entries(Set.of(other, PIPELINE))).isEqualTo(pipelines);
        assertThat(catalog.entries(Set.of(other))).isEqualTo(pipelines.subList(1, 2));
        assertThat(catalog.entries(Set.of(PipelineArn.parse(other + "-unknown"))))
                .isEmpty();
        assertThat(catalog.imageEntries(Optional.empty(), 10).items())
                .containsExactly(new DirectoryEntry<>(loose.image(), List.of(loose)));
    }

    @Test
    void namesABuildOnceWhenItsArnIsBuiltAgain() {
        catalog.record(snapshot(0, GoldenImages.build(1)));
        catalog.record(snapshot(0, GoldenImages.build(2)));
        catalog.record(snapshot(100, GoldenImages.build(1).builtAgain().builtAgain()));

        assertThat(catalog.pipelineEntries(Optional.empty(), 10).items())
                .containsExactly(new DirectoryEntry<>(
                        PIPELINE,
                        List.of(
                                GoldenImages.build(1).arn(),
                                GoldenImages.build(2).arn())));
    }

    @Test
    void listsTheImagesByNameAndThoseWithoutAPipeline() {
        ImageArn image = GoldenImages.build(1).arn().image();
        ImageBuildArn loose =
                ImageBuildArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image/golden-linux/1.0.0/1");
        catalog.record(snapshot(0, GoldenImages.build(1)));
        catalog.record(snapshot(0, GoldenImages.build(1).named(loose).withoutPipeline()));

        assertThat(catalog.imagesNamed("golden-linux")).containsExactlyInAnyOrder(image, loose.image());
        assertThat(catalog.imagesWithoutPipeline(Optional.empty(), 10))
                .isEqualTo(new ResultPage<>(List.of(loose.image()), Optional.empty()));
        assertThat(catalog.imagesWithoutPipeline(Optional.of(loose.image()), 10).items())
                .isEmpty();
    }

    @Test
    void listsTheBuildsOfAPipelineNewestFirst() {
        for (int number : List.of(2, 12, 1, 3, 10)) {
            catalog.record(snapshot(0, GoldenImages.build(number)));
        }
        catalog.record(snapshot(0, GoldenImages.build(11).withoutPipeline()));

        assertThat(buildNumbers(PIPELINE)).containsExactly(12, 10, 3, 2, 1);
        assertThat(buildNumbers(GoldenImages.build(11).arn().image())).containsExactly(11);

        ResultPage<RecordedBuild, BuildPosition> first = catalog.builds(PIPELINE, Optional.empty(), 2);
        ResultPage<RecordedBuild, BuildPosition> second = catalog.builds(PIPELINE, first.next(), 3);
        assertThat(numbers(first)).containsExactly(12, 10);
        assertThat(first.next())
                .contains(GoldenImages.build(10).described().build().position());
        assertThat(numbers(second)).containsExactly(3, 2, 1);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void breaksTiesOfTheCreationDateByVersionAndThenByName() {
        List<String> inOrder = List.of(
                "golden-linux/1.0.0/2",
                "golden-linux/1.0.0/10",
                "golden-linux/1.0.9/1",
                "golden-linux/1.0.10/1",
                "golden-linux/1.2.0/1",
                "golden-linux-arm/1.2.0/1",
                "golden-linux/2.0.0/1",
                "golden-linux/1073741823.0.0/999999999");
        List<String> shuffled = new ArrayList<>(inOrder);
        shuffled.sort((one, other) -> other.length() - one.length());
        for (String name : shuffled) {
            ImageBuildArn arn = ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + name);
            catalog.record(snapshot(0, GoldenImages.build(1).named(arn)));
        }

        List<String> walked = walk((Optional<BuildPosition> before) -> catalog.builds(PIPELINE, before, 3)).stream()
                .map(build -> build.build().arn().toString().split(":image/")[1])
                .toList();

        List<String> newestFirst = new ArrayList<>(inOrder);
        Collections.reverse(newestFirst);
        assertThat(walked).isEqualTo(newestFirst);
    }

    @Test
    void listsWhatAnAccountMayLaunchOfItsOwn() {
        catalog.record(snapshot(0, GoldenImages.build(1).to(EU, PROD)));
        catalog.record(snapshot(0, GoldenImages.build(2).to(EU, SANDBOX)));
        catalog.record(snapshot(0, GoldenImages.build(3).to(EU, PROD).to(US, PROD)));

        ResultPage<UsableCopy, BuildPosition> first =
                catalog.usable(account(PROD), PIPELINE, Optional.empty(), Optional.empty(), 1);
        ResultPage<UsableCopy, BuildPosition> second =
                catalog.usable(account(PROD), PIPELINE, Optional.empty(), first.next(), 1);

        GoldenImages third = GoldenImages.build(3);
        assertThat(only(first.items()).owned()).isEqualTo(Map.of(EU, third.ami(EU, PROD), US, third.ami(US, PROD)));
        assertThat(only(second.items()).owned())
                .isEqualTo(Map.of(EU, GoldenImages.build(1).ami(EU, PROD)));
        assertThat(second.next()).isEmpty();
        assertThat(only(second.items()).recorded())
                .isEqualTo(catalog.build(GoldenImages.build(1).arn()).orElseThrow());
    }

    @Test
    void listsWhatALaunchPermissionAllows() {
        AccountId friend = new AccountId("333333333333");
        LaunchPermission permission = new LaunchPermission(Set.of(account(friend), ORGANIZATION, UNIT, EVERYONE));
        GoldenImages image = GoldenImages.build(1).to(US, permission, PROD).to(EU, permission, PROD);
        catalog.record(snapshot(0, image));

        for (Audience audience : permission.audiences()) {
            UsableCopy copy = only(catalog.usable(audience, PIPELINE, Optional.empty(), Optional.empty(), 10)
                    .items());
            assertThat(copy.owned()).isEmpty();
            assertThat(copy.shared()).isEqualTo(Map.of(US, image.ami(US, OWNER)));
            assertThat(lineages(audience)).containsExactly(PIPELINE);
        }
        assertThat(only(usable(PROD)).shared()).isEmpty();
        assertThat(catalog.openedTo(PIPELINE)).containsExactlyInAnyOrder(ORGANIZATION, UNIT, EVERYONE);
        assertThat(catalog.pipelinesNamed("golden-linux"))
                .containsExactly(new NamedLineage(PIPELINE, Set.of(ORGANIZATION, UNIT, EVERYONE)));
        assertThat(catalog.openedTo(image.arn().image())).isEmpty();
    }

    @Test
    void listsTheLineagesOfAnAudiencePageByPage() {
        List<Lineage> lineages = new ArrayList<>();
        for (String name : List.of("a", "a-b", "b", "golden")) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + name);
            ImageBuildArn loose =
                    ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + name + "/1.0.0/1");
            ImageBuildArn inPipeline =
                    ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + name + "/1.0.0/2");
            GoldenImages image = GoldenImages.build(1).to(EU, PROD);
            catalog.record(snapshot(0, image.named(inPipeline).of(pipeline)));
            catalog.record(snapshot(0, image.named(loose).withoutPipeline()));
            lineages.add(pipeline);
            lineages.add(loose.image());
        }
        catalog.record(snapshot(0, GoldenImages.build(9)));

        List<UsableLineage> walked =
                walk((Optional<Lineage> after) -> catalog.lineages(account(PROD), Optional.empty(), after, 3, 5));

        lineages.sort(Lineage.ORDER.reversed());
        assertThat(walked).extracting(UsableLineage::lineage).isEqualTo(lineages);
        assertThat(lineages(account(PROD))).isEqualTo(lineages);
    }

    @Test
    void listsTheNewestBuildsOfEachLineageAsItsOwnListDoes() {
        List<PipelineArn> pipelines = new ArrayList<>();
        for (int p = 1; p <= 3; p++) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + p);
            pipelines.add(pipeline);
            for (int n = 1; n <= 4 * p; n++) {
                GoldenImages image = GoldenImages.build(10 * p + n).of(pipeline);
                catalog.record(snapshot(0, n % 2 == 0 ? image.to(EU, PROD) : image.to(US, PROD)));
            }
        }

        for (Optional<Region> region : List.of(Optional.<Region>empty(), Optional.of(EU))) {
            for (int builds = 1; builds <= 13; builds++) {
                for (UsableLineage found : catalog.lineages(account(PROD), region, Optional.empty(), 100, builds)
                        .items()) {
                    List<UsableCopy> all = walk((Optional<BuildPosition> before) ->
                            catalog.usable(account(PROD), found.lineage(), region, before, 100));
                    List<UsableCopy> newest = found.newest().items();
                    assertThat(newest).isEqualTo(all.subList(0, Math.min(builds, all.size())));
                    assertThat(found.newest().next().isPresent() || newest.equals(all))
                            .isTrue();
                }
            }
        }
        assertThat(lineages(account(PROD))).hasSameElementsAs(pipelines);
    }

    @Test
    void listsOnlyTheBuildsThatReachARegion() {
        for (int n = 1; n <= 9; n++) {
            GoldenImages image = GoldenImages.build(n);
            catalog.record(snapshot(0, n % 3 == 0 ? image.to(EU, PROD).to(US, PROD) : image.to(US, PROD)));
        }
        catalog.record(snapshot(5, GoldenImages.build(6).to(US, PROD).without(EU, PROD)));

        List<UsableCopy> walked = walk((Optional<BuildPosition> before) ->
                catalog.usable(account(PROD), PIPELINE, Optional.of(EU), before, 1));

        assertThat(walked)
                .extracting(copy -> copy.recorded().build().arn())
                .containsExactly(
                        GoldenImages.build(9).arn(),
                        GoldenImages.build(6).arn(),
                        GoldenImages.build(3).arn());
        assertThat(catalog.usable(account(PROD), PIPELINE, Optional.of(new Region("eu-west-9")), Optional.empty(), 5))
                .isEqualTo(new ResultPage<UsableCopy, BuildPosition>(List.of(), Optional.empty()));
    }
}

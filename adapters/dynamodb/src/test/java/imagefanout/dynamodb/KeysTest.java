package imagefanout.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.sync.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys as they stand in tables that are in use: whoever changes one of these loses what was recorded. */
final class KeysTest {
    private static final Region US = new Region("us-east-1");
    private static final ImageBuildArn BUILD =
            ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.12.3/7");
    private static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");
    private static final DistributionConfigurationArn CONFIGURATION = DistributionConfigurationArn.parse(
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");
    private static final BuildPosition POSITION = position("2026-01-02T03:04:05.006Z", "1.12.3", 7);
    private static final Edition EDITION =
            new Edition(BUILD, "0123456789abcdef0123", new TreeMap<>(), PIPELINE, POSITION);

    @Test
    void keepsABuildInAPartitionOfItsOwn() {
        String partition = "BUILD#" + BUILD;

        assertThat(Keys.buildPartition(BUILD)).isEqualTo(partition);
        assertThat(Keys.meta(BUILD)).isEqualTo(new ItemKey(partition, "META"));
        assertThat(Keys.more(BUILD, "x")).isEqualTo(new ItemKey(partition, "MORE#x"));
        assertThat(Keys.attempt(BUILD, "x")).isEqualTo(new ItemKey(partition, "TRY#x"));
        assertThat(Keys.buildOf(partition)).isEqualTo(BUILD);
    }

    @Test
    void keepsARegionsRowsBesideIt() {
        assertThat(Keys.regionRow(EDITION, US, 2))
                .isEqualTo(new ItemKey("BUILD#" + BUILD + "#us-east-1", "ROW#0123456789abcdef0123#2"));
    }

    @Test
    void keepsWhatAnAudienceMayLaunchInItsPartitionByLineageAndAge() {
        String sort = "IMAGE#p:us-east-1:123456789012:golden-linux#2026-01-02T03:04:05.006Z#a1b12a3a7#golden-linux"
                + "#0123456789abcdef0123";
        Audience account = new Audience.Account(new AccountId("111111111111"));
        Audience everyone = new Audience.Everyone();

        assertThat(Keys.offer(account, EDITION)).isEqualTo(new ItemKey("ACCOUNT#111111111111", sort));
        assertThat(Keys.offer(everyone, EDITION)).isEqualTo(new ItemKey("GRANT#" + everyone, sort));
        assertThat(sort).startsWith(Keys.offersOf(PIPELINE));
        assertThat(Keys.editionOf(sort)).isEqualTo(EDITION.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux",
                "arn:aws-cn:imagebuilder:cn-north-1:123456789012:image-pipeline/golden-linux",
                "arn:aws:imagebuilder:eu-west-1:123456789012:image/golden-linux",
                "arn:aws-us-gov:imagebuilder:us-gov-west-1:123456789012:image/golden-linux"
            })
    void findsTheLineageInTheKeyOfWhatIsOffered(String arn) {
        Lineage lineage = Lineage.parse(arn);
        Edition edition = new Edition(BUILD, EDITION.id(), new TreeMap<>(), lineage, POSITION);

        String sort = Keys.offer(new Audience.Everyone(), edition).sort();

        assertThat(Keys.offeredLineage(sort)).isEqualTo(lineage);
        assertThat(Keys.offeredLineage(sort)).hasSameClassAs(lineage);
    }

    @Test
    void tellsLineagesOfTheSameNameApart() {
        List<Lineage> lineages = List.of(
                PIPELINE,
                Lineage.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux"),
                Lineage.parse("arn:aws:imagebuilder:us-east-1:210987654321:image-pipeline/golden-linux"),
                Lineage.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/golden-linux"),
                Lineage.parse("arn:aws-cn:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux"));

        assertThat(lineages).extracting(Keys::offersOf).doesNotHaveDuplicates();
        assertThat(lineages).extracting(Keys::named).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheBuildsOfALineageByAge() {
        assertThat(Keys.entries(PIPELINE)).isEqualTo("PIPELINE#" + PIPELINE);
        assertThat(Keys.entry(EDITION))
                .isEqualTo(new ItemKey(
                        "PIPELINE#" + PIPELINE,
                        "2026-01-02T03:04:05.006Z#a1b12a3a7#golden-linux#0123456789abcdef0123"));
    }

    @Test
    void findsAmisAndNames() {
        Lineage image = new ImageArn("aws", US, new AccountId("123456789012"), "golden-linux");

        assertThat(Keys.ami(new AmiId("ami-0123456789abcdef0")))
                .isEqualTo(new ItemKey("AMI#ami-0123456789abcdef0", "AMI"));
        assertThat(Keys.named("golden-linux")).isEqualTo("NAME#golden-linux");
        assertThat(Keys.named(PIPELINE)).isEqualTo(new ItemKey("NAME#golden-linux", "PIPELINE#" + PIPELINE));
        assertThat(Keys.named(image)).isEqualTo(new ItemKey("NAME#golden-linux", "IMAGE#" + image));
        assertThat(Keys.openings(PIPELINE)).isEqualTo("PIPELINE#" + PIPELINE + "#");
        Audience everyone = new Audience.Everyone();
        assertThat(Keys.opening(PIPELINE, everyone))
                .isEqualTo(new ItemKey("NAME#golden-linux", "PIPELINE#" + PIPELINE + "#" + everyone));
    }

    @Test
    void keepsWhatIsKnownOfAConfiguration() {
        Change.Position position = new Change.Position(Instant.parse("2026-01-02T03:04:05.000000006Z"), "token");

        assertThat(Keys.syncState(CONFIGURATION)).isEqualTo(new ItemKey("SYNCS", CONFIGURATION.toString()));
        assertThat(Keys.sync(CONFIGURATION)).isEqualTo("SYNC#" + CONFIGURATION);
        assertThat(Keys.syncRegion(CONFIGURATION, "digest", US))
                .isEqualTo(new ItemKey("SYNC#" + CONFIGURATION, "REGION#digest#us-east-1"));
        assertThat(Keys.held(CONFIGURATION)).isEqualTo(new ItemKey("SYNC#" + CONFIGURATION, "HELD"));
        assertThat(Keys.seeding(CONFIGURATION)).isEqualTo(new ItemKey("SYNC#" + CONFIGURATION, "SEEDING"));
        assertThat(Keys.creation(US, "Every Where")).isEqualTo(new ItemKey("SYNC#us-east-1#Every Where", "CREATION"));
        String change = "CHANGE#2026-01-02T03:04:05.000000006Z#token";
        assertThat(Keys.change(CONFIGURATION, position)).isEqualTo(new ItemKey("SYNC#" + CONFIGURATION, change));
        assertThat(Keys.changeRegion(CONFIGURATION, position, US))
                .isEqualTo(new ItemKey("SYNC#" + CONFIGURATION + "#" + change, "REGION#us-east-1"));
    }

    @Test
    void sortsAsBuildsDo() {
        List<BuildPosition> positions = new ArrayList<>();
        for (String created : List.of("2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.001Z")) {
            for (String version : List.of("0.9.0", "1.0.0", "1.0.9", "1.0.10", "1.9.0", "1.10.0", "2.0.0", "10.0.0")) {
                for (int build : new int[] {1, 2, 9, 10, 99, 100, 1_000_000_000}) {
                    positions.add(position(created, version, build));
                }
            }
        }

        List<BuildPosition> bySortKey = new ArrayList<>(positions);
        bySortKey.sort(Comparator.comparing(Keys::position));

        assertThat(positions).isSorted();
        assertThat(bySortKey).isEqualTo(positions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void refusesADateThatWouldNotSort(String created) {
        BuildPosition position = position(created, "1.0.0", 1);

        assertThatThrownBy(() -> Keys.position(position)).hasMessageContaining(created.substring(0, 5));
    }

    @Test
    void isFoundAgainInAnItem() {
        ItemKey key = new ItemKey("partition", "sort");

        assertThat(ItemKey.of(key.toMap())).isEqualTo(key);
        assertThat(key.toMap()).containsOnlyKeys("PK", "SK");
        assertThat(key.toKey().partitionKeyValue().s()).isEqualTo("partition");
        assertThat(key.toKey().sortKeyValue().orElseThrow().s()).isEqualTo("sort");
    }

    private static BuildPosition position(String created, String version, int build) {
        return new BuildPosition(Instant.parse(created), SemanticVersion.parse(version), build, "golden-linux");
    }
}

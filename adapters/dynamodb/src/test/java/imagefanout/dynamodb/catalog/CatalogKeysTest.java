package imagefanout.dynamodb.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins the keys of existing tables. Changing a key makes recorded data unreadable. */
final class CatalogKeysTest {
    private static final Region US = new Region("us-east-1");
    private static final ImageBuildArn BUILD =
            ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.12.3/7");
    private static final PipelineArn PIPELINE =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux");
    private static final BuildPosition POSITION = position("2026-01-02T03:04:05.006Z", "1.12.3", "7");
    private static final Edition EDITION =
            new Edition(BUILD, "0123456789abcdef0123", new TreeMap<>(), PIPELINE, POSITION);

    @Test
    void storesEachBuildInItsOwnPartition() {
        String partition = "BUILD#" + BUILD;

        assertThat(CatalogKeys.buildPartition(BUILD)).isEqualTo(partition);
        assertThat(CatalogKeys.meta(BUILD)).isEqualTo(new StoredKey(partition, "META"));
        assertThat(CatalogKeys.attempt(BUILD, "x")).isEqualTo(new StoredKey(partition, "ATTEMPT#x"));
        assertThat(CatalogKeys.buildOf(partition)).isEqualTo(BUILD);
    }

    @Test
    void storesRegionRowsInAPartitionPerRegion() {
        assertThat(CatalogKeys.regionRow(EDITION, US, 2))
                .isEqualTo(new StoredKey("BUILD#" + BUILD + "#us-east-1", "ROW#0123456789abcdef0123#2"));
    }

    @Test
    void sortsOffersByLineageThenAge() {
        String sort = "IMAGE#p:us-east-1:123456789012:golden-linux#2026-01-02T03:04:05.006Z#a1b12a3a7#golden-linux"
                + "#0123456789abcdef0123";
        Audience account = new Audience.Account(new AccountId("111111111111"));
        Audience everyone = new Audience.Everyone();

        assertThat(CatalogKeys.offer(account, EDITION)).isEqualTo(new StoredKey("ACCOUNT#111111111111", sort));
        assertThat(CatalogKeys.offer(everyone, EDITION)).isEqualTo(new StoredKey("GRANT#" + everyone, sort));
        assertThat(sort).startsWith(CatalogKeys.offersOf(PIPELINE));
        assertThat(CatalogKeys.editionOf(sort)).isEqualTo(EDITION.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux",
                "arn:aws-cn:imagebuilder:cn-north-1:123456789012:image-pipeline/golden-linux",
                "arn:aws:imagebuilder:eu-west-1:123456789012:image/golden-linux",
                "arn:aws-us-gov:imagebuilder:us-gov-west-1:123456789012:image/golden-linux"
            })
    void parsesTheLineageFromAnOfferKey(String arn) {
        Lineage lineage = Lineage.parse(arn);
        Edition edition = new Edition(BUILD, EDITION.id(), new TreeMap<>(), lineage, POSITION);

        String sort = CatalogKeys.offer(new Audience.Everyone(), edition).sort();

        assertThat(CatalogKeys.offeredLineage(sort)).isEqualTo(lineage);
        assertThat(CatalogKeys.offeredLineage(sort)).hasSameClassAs(lineage);
    }

    @Test
    void givesLineagesWithTheSameNameDifferentKeys() {
        List<Lineage> lineages = List.of(
                PIPELINE,
                Lineage.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux"),
                Lineage.parse("arn:aws:imagebuilder:us-east-1:210987654321:image-pipeline/golden-linux"),
                Lineage.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/golden-linux"),
                Lineage.parse("arn:aws-cn:imagebuilder:cn-north-1:123456789012:image-pipeline/golden-linux"));

        assertThat(lineages).extracting(CatalogKeys::offersOf).doesNotHaveDuplicates();
        assertThat(lineages).extracting(CatalogKeys::named).doesNotHaveDuplicates();
    }

    @Test
    void sortsBuildsOfALineageByAge() {
        assertThat(CatalogKeys.entries(PIPELINE)).isEqualTo("PIPELINE#" + PIPELINE);
        assertThat(CatalogKeys.entry(EDITION))
                .isEqualTo(new StoredKey(
                        "PIPELINE#" + PIPELINE,
                        "2026-01-02T03:04:05.006Z#a1b12a3a7#golden-linux#0123456789abcdef0123"));
    }

    @Test
    void formatsAmiAndNameKeys() {
        Lineage image = new ImageArn("aws", US, new AccountId("123456789012"), "golden-linux");

        assertThat(CatalogKeys.ami(new AmiId("ami-0123456789abcdef0")))
                .isEqualTo(new StoredKey("AMI#ami-0123456789abcdef0", "AMI"));
        assertThat(CatalogKeys.named("golden-linux")).isEqualTo("NAME#golden-linux");
        assertThat(CatalogKeys.named(PIPELINE)).isEqualTo(new StoredKey("NAME#golden-linux", "PIPELINE#" + PIPELINE));
        assertThat(CatalogKeys.named(image)).isEqualTo(new StoredKey("NAME#golden-linux", "IMAGE#" + image));
        assertThat(CatalogKeys.openings(PIPELINE)).isEqualTo("PIPELINE#" + PIPELINE + "#");
        Audience everyone = new Audience.Everyone();
        assertThat(CatalogKeys.opening(PIPELINE, everyone))
                .isEqualTo(new StoredKey("NAME#golden-linux", "PIPELINE#" + PIPELINE + "#" + everyone));
    }

    @Test
    void sortsPositionsInBuildOrder() {
        List<BuildPosition> positions = new ArrayList<>();
        for (String created : List.of("2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.001Z")) {
            for (String version : List.of("0.9.0", "1.0.0", "1.0.9", "1.0.10", "1.9.0", "1.10.0", "2.0.0", "10.0.0")) {
                for (String build : List.of("1", "2", "9", "10", "99", "100", "999999999")) {
                    positions.add(position(created, version, build));
                }
            }
        }

        List<BuildPosition> bySortKey = new ArrayList<>(positions);
        bySortKey.sort(Comparator.comparing(CatalogKeys::position));

        assertThat(positions).isSorted();
        assertThat(bySortKey).isEqualTo(positions);
    }

    @Test
    void keepsSpellingsOfOneNumberApartInTheirOrder() {
        List<BuildPosition> positions = new ArrayList<>();
        for (String build : List.of("4", "5", "05", "005", "6")) {
            for (String version : List.of("2019.12.3", "2019.12.003", "2019.12.03", "02019.12.3", "2019.12.10")) {
                positions.add(position("2019-12-03T00:00:00Z", version, build));
            }
        }
        Collections.sort(positions);

        List<BuildPosition> bySortKey = new ArrayList<>(positions);
        bySortKey.sort(Comparator.comparing(CatalogKeys::position));

        assertThat(bySortKey).isEqualTo(positions);
        assertThat(positions.stream().map(CatalogKeys::position)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void rejectsDatesThatWouldNotSort(String created) {
        BuildPosition position = position(created, "1.0.0", "1");

        assertThatThrownBy(() -> CatalogKeys.position(position)).hasMessageContaining(created.substring(0, 5));
    }

    private static BuildPosition position(String created, String version, String build) {
        return new BuildPosition(
                Instant.parse(created), SemanticVersion.parse(version), new BuildNumber(build), "golden-linux");
    }
}

package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.time.Instant;

/**
 * The keys of the catalog's items.
 *
 * <p>A sort key consists of segments separated by {@code #}. This character sorts before every character allowed in a
 * name, so keys sort in the order of their values.
 */
final class CatalogKeys {
    static final String META = CatalogTable.META;
    static final String ATTEMPT = "ATTEMPT#";
    static final String REPLACED = "REPLACED#";
    static final String REMOVALS = "REMOVALS";
    static final String PIPELINES = "PIPELINES";
    static final String IMAGES = "IMAGES";
    static final String PIPELINE = "PIPELINE#";
    static final String IMAGE = "IMAGE#";
    static final String HOLDS = "HOLDS";

    private static final String BUILD = CatalogTable.BUILD;

    private CatalogKeys() {}

    static String buildPartition(ImageBuildArn build) {
        return BUILD + build;
    }

    static ImageBuildArn buildOf(String partition) {
        return ImageBuildArn.parse(partition.substring(BUILD.length()));
    }

    static StoredKey meta(ImageBuildArn build) {
        return CatalogTable.meta(build);
    }

    /** A build whose removal has begun. */
    static StoredKey removal(ImageBuildArn build) {
        return new StoredKey(REMOVALS, build.toString());
    }

    static StoredKey attempt(ImageBuildArn build, String edition) {
        return new StoredKey(buildPartition(build), ATTEMPT + edition);
    }

    /** A build that was replaced by another of the same ARN, by the edition that replaced it. */
    static StoredKey replaced(ImageBuildArn build, String edition) {
        return new StoredKey(buildPartition(build), REPLACED + edition);
    }

    /** The key that lists a build that is or was on hold. */
    static StoredKey everHeld(ImageBuildArn build) {
        return new StoredKey(HOLDS, build.toString());
    }

    /** The partition of the holds of a build that ended. */
    static String endedHolds(ImageBuildArn build) {
        return HOLDS + "#" + build;
    }

    static StoredKey endedHold(ImageBuildArn build, long number) {
        return new StoredKey(endedHolds(build), StoredKey.number(number));
    }

    static StoredKey regionRow(Edition edition, Region region, int part) {
        return new StoredKey(buildPartition(edition.build()) + "#" + region, "ROW#" + edition.id() + "#" + part);
    }

    static StoredKey offer(Audience audience, Edition edition) {
        String sort = offersOf(edition.lineage()) + position(edition.position()) + "#" + edition.id();
        return new StoredKey(offers(audience), sort);
    }

    /** The partition of all offers to an audience. */
    static String offers(Audience audience) {
        return audience instanceof Audience.Account account ? "ACCOUNT#" + account.id() : "GRANT#" + audience;
    }

    /** The sort key prefix of a lineage's offers in an audience's partition. */
    static String offersOf(Lineage lineage) {
        return IMAGE + lineage.compact();
    }

    /** Parses the lineage from an offer's sort key. */
    static Lineage offeredLineage(String sort) {
        String[] parts = sort.split("#", 3)[1].split(":");
        String partition = parts.length == 4 ? "aws" : parts[1];
        Region region = new Region(parts[parts.length - 3]);
        AccountId account = new AccountId(parts[parts.length - 2]);
        String name = parts[parts.length - 1];
        return parts[0].equals("p")
                ? new PipelineArn(partition, region, account, name)
                : new ImageArn(partition, region, account, name);
    }

    static StoredKey entry(Edition edition) {
        return new StoredKey(entries(edition.lineage()), position(edition.position()) + "#" + edition.id());
    }

    /** The partition that lists a lineage's builds. */
    static String entries(Lineage lineage) {
        return PIPELINE + lineage;
    }

    static StoredKey ami(AmiId ami) {
        return new StoredKey("AMI#" + ami, "AMI");
    }

    /** The partition of all lineages with a name. */
    static String named(String name) {
        return "NAME#" + name;
    }

    /** The key that lists a lineage under its name. */
    static StoredKey named(Lineage lineage) {
        return new StoredKey(named(lineage.name()), (lineage instanceof PipelineArn ? PIPELINE : IMAGE) + lineage);
    }

    /** The key that records that a lineage was opened to an audience. It sorts after the key of the lineage. */
    static StoredKey opening(Lineage lineage, Audience audience) {
        return new StoredKey(named(lineage.name()), openings(lineage) + audience);
    }

    /** The sort key prefix of a lineage's openings. */
    static String openings(Lineage lineage) {
        return named(lineage).sort() + "#";
    }

    /** Parses the edition ID at the end of a sort key. */
    static String editionOf(String sort) {
        return sort.substring(sort.lastIndexOf('#') + 1);
    }

    /**
     * Formats a position as text that sorts in the same order: creation time in milliseconds, version, build number,
     * name.
     */
    static String position(BuildPosition position) {
        return created(position.createdAt()) + "#"
                + sortable(position.version().major())
                + sortable(position.version().minor())
                + sortable(position.version().patch())
                + sortable(position.build().value())
                + spelling(position)
                + "#" + position.imageName();
    }

    /** The position of a build in its lineage, from a text that begins with the time of its creation. */
    static BuildPosition position(String text, ImageBuildArn build) {
        Instant createdAt = Instant.parse(text.split("#", 2)[0]);
        return new BuildPosition(createdAt, build.version(), build.build(), build.name());
    }

    /** The texts that numbers cannot restore, so that two spellings of one number never share a key. Nearly always empty. */
    private static String spelling(BuildPosition position) {
        String version =
                position.version().hasLeadingZeros() ? position.version().text() : "";
        String build = position.build().hasLeadingZeros() ? position.build().text() : "";
        return version.isEmpty() && build.isEmpty() ? "" : "=" + version + "/" + build;
    }

    private static String created(Instant createdAt) {
        String text = StoredKey.milliseconds(createdAt);
        if (text.length() != "2026-01-01T00:00:00.000Z".length()) {
            throw new IllegalArgumentException(
                    "Invalid creation date " + createdAt + ": expected a year from 0 to 9999");
        }
        return text;
    }

    /**
     * Prefixes a number with a letter for its digit count, so that text order equals number order: 7 is a7, 12 is b12.
     */
    private static String sortable(int number) {
        String digits = Integer.toString(number);
        return (char) ('a' + digits.length() - 1) + digits;
    }
}

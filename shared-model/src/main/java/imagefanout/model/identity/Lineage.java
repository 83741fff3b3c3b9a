package imagefanout.model.identity;

import java.util.Comparator;

/** A series of builds: those of one pipeline or, without a pipeline, of one image name. */
public sealed interface Lineage permits PipelineArn, ImageArn {
    /** The order in which the catalog keeps an audience's lineages: images, then pipelines, by Region, account and name. */
    Comparator<Lineage> ORDER = Comparator.comparing(Lineage::compact);

    Comparator<Lineage> BY_ARN = Comparator.comparing(Lineage::toString);

    /** Parses the ARN of a pipeline or of an image without its version. */
    static Lineage parse(String text) {
        return text != null && text.contains(":image-pipeline/") ? PipelineArn.parse(text) : ImageArn.parse(text);
    }

    String partition();

    /** The Region in which the builds are made. */
    Region region();

    /** The account in which the builds are made. */
    AccountId account();

    String name();

    /** The ARN without the parts that all lineages share. The AWS partition is left out when it is {@code aws}. */
    default String compact() {
        String kind = this instanceof PipelineArn ? "p" : "i";
        String other = partition().equals("aws") ? "" : ":" + partition();
        return kind + other + ":" + region() + ":" + account() + ":" + name() + "#";
    }
}

package imagefanout.model.identity;

import java.util.Comparator;

/** A series of builds: those of one pipeline or, without a pipeline, of one image name. */
public sealed interface Lineage permits PipelineArn, ImageArn {
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
}

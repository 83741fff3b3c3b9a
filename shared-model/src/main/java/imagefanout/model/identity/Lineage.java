package imagefanout.model.identity;

/** What builds follow one another in: the pipeline that makes them or, without one, the image of one name. */
public sealed interface Lineage permits PipelineArn, ImageArn {
    /** Reads the ARN of a pipeline or of an image without its version. */
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

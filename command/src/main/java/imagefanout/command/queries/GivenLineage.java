package imagefanout.command.queries;

import imagefanout.command.remote.QueryString;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pipeline, or an image without a pipeline, as a user names it: {@code golden-linux}, {@code image/hand-made}, or an ARN.
 *
 * @param arn if the user gave one
 */
public record GivenLineage(boolean isPipeline, String name, Optional<Lineage> arn) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,128}");
    private static final String IMAGE = "image/";

    /** @throws MalformedException when it is none of the three */
    public static GivenLineage parse(String text) {
        if (text.startsWith("arn:")) {
            return of(Lineage.parse(text));
        }
        String name = text.startsWith(IMAGE) ? text.substring(IMAGE.length()) : text;
        if (!NAME.matcher(name).matches()) {
            throw new MalformedException(
                    "the name of a pipeline, image/NAME for an image without a pipeline, or an ARN", text);
        }
        return new GivenLineage(!text.startsWith(IMAGE), name, Optional.empty());
    }

    public static GivenLineage of(Lineage lineage) {
        return new GivenLineage(lineage instanceof PipelineArn, lineage.name(), Optional.of(lineage));
    }

    /** One of the routes that pipelines and images have, such as {@code coverage}. */
    public QueryString route(String last) {
        return new QueryString((isPipeline ? "/v1/pipelines/" : "/v1/images/") + name + "/" + last)
                .with(parameter(), arn);
    }

    /** The query parameter that takes the ARN. */
    private String parameter() {
        return isPipeline ? "pipelineArn" : "imageArn";
    }

    /** Restricts a list to this pipeline or image. */
    public QueryString filter(QueryString request) {
        return arn.isPresent() ? request.with(parameter(), arn) : request.with(isPipeline ? "pipeline" : "image", name);
    }

    /** As a user may write it. */
    @Override
    public String toString() {
        return arn.map(Object::toString).orElse((isPipeline ? "" : IMAGE) + name);
    }

    /** {@code golden-linux} or {@code image/hand-made}. */
    public String shortName() {
        return arn.filter(ImageArn.class::isInstance).isPresent() || !isPipeline ? IMAGE + name : name;
    }
}

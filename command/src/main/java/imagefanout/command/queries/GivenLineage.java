package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.QueryString;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import java.util.ArrayList;
import java.util.List;
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

    /** The pipelines of a fleet. */
    static List<GivenLineage> pipelines(FleetApi api) {
        return listed(api, "pipeline");
    }

    /** The pipelines of a fleet, and its images without a pipeline. */
    static List<GivenLineage> all(FleetApi api) {
        List<GivenLineage> all = new ArrayList<>(pipelines(api));
        all.addAll(listed(api, "image"));
        return all;
    }

    private static List<GivenLineage> listed(FleetApi api, String kind) {
        List<GivenLineage> listed = new ArrayList<>();
        for (JsonNode one : api.all(new QueryString("/v1/" + kind + "s")).path("items")) {
            listed.add(of(Lineage.parse(one.path(kind + "Arn").asText())));
        }
        return listed;
    }

    /** Whether the user means this one. */
    boolean means(GivenLineage one) {
        return arn.isPresent() ? arn.equals(one.arn) : shortName().equals(one.shortName());
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

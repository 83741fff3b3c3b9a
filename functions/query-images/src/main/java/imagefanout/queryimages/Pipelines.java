package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.identity.PipelineArn;
import java.util.Optional;
import java.util.Set;

/** Finds the pipeline that a request means. */
final class Pipelines {
    private final ImageCatalog catalog;

    Pipelines(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /** @throws Problem when none has that name, or several do and the request does not say which */
    NamedPipeline find(Call call, String name) {
        Optional<PipelineArn> chosen = call.query("pipelineArn", PipelineArn::parse);
        chosen.filter(arn -> !arn.name().equals(name)).ifPresent(arn -> {
            throw Problem.parameter("pipelineArn", "not the ARN of a pipeline named \"" + name + '"');
        });
        Set<NamedPipeline> named = catalog.pipelinesNamed(name);
        if (chosen.isPresent()) {
            return named.stream()
                    .filter(pipeline -> pipeline.arn().equals(chosen.get()))
                    .findFirst()
                    .orElseThrow(() -> unknown(chosen.get().toString()));
        }
        if (named.size() > 1) {
            throw Problem.ambiguous(
                    name, "pipelineArn", named.stream().map(NamedPipeline::arn).toList());
        }
        return named.stream().findFirst().orElseThrow(() -> unknown(name));
    }

    private static Problem unknown(String pipeline) {
        return Problem.of(Problem.Type.NOT_FOUND, "no build of a pipeline " + pipeline + " is recorded");
    }
}

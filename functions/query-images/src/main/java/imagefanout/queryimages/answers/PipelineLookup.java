package imagefanout.queryimages.answers;

import imagefanout.model.MalformedException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.identity.PipelineArn;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.util.List;
import java.util.Optional;

/** Finds the pipeline that a request names. */
record PipelineLookup(ImageCatalog catalog) {
    /** @throws ProblemException when there is none, or when several match the name */
    NamedPipeline find(ApiRequest request, String name) {
        Optional<PipelineArn> chosen = request.query("pipelineArn", text -> arn(text, name));
        List<NamedPipeline> named = catalog.pipelinesNamed(name).stream()
                .filter(pipeline -> chosen.isEmpty() || chosen.get().equals(pipeline.arn()))
                .toList();
        if (named.size() > 1) {
            throw ProblemException.ambiguous(
                    name, "pipelineArn", named.stream().map(NamedPipeline::arn).toList());
        }
        return named.stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("No build of the pipeline "
                        + chosen.map(PipelineArn::toString).orElse(name)
                        + " is recorded. GET /v1/pipelines lists the pipelines that have one."));
    }

    private static PipelineArn arn(String text, String name) {
        PipelineArn arn = PipelineArn.parse(text);
        if (!arn.name().equals(name)) {
            throw new MalformedException("the ARN of a pipeline named " + name, text);
        }
        return arn;
    }
}

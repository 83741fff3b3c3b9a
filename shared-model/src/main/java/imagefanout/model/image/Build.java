package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.Optional;

/** What is known about one build except its copies. {@code name} may be a display name, which is not part of the ARN. */
public record Build(
        ImageBuildArn arn,
        String name,
        ImageType type,
        ImageState state,
        Optional<String> reason,
        Instant createdAt,
        Optional<PipelineArn> pipeline,
        Optional<Recipe> recipe,
        Optional<String> platform,
        Optional<String> osVersion,
        Optional<String> distributionConfigurationArn) {

    private static final String LAST_STATE = "Image Builder no longer knows this image. Its last known state was ";

    public Build {
        requireNonNull(arn, "arn");
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(recipe, "recipe");
        requireNonNull(platform, "platform");
        requireNonNull(osVersion, "osVersion");
        requireNonNull(distributionConfigurationArn, "distributionConfigurationArn");
    }

    /** The pipeline that made the build or, without one, its image. */
    public Lineage lineage() {
        return pipeline.<Lineage>map(arn -> arn).orElse(arn.image());
    }

    public BuildPosition position() {
        return new BuildPosition(createdAt, arn.version(), arn.build(), arn.name());
    }

    /** This build after Image Builder has forgotten it. */
    public Build gone() {
        return withState(ImageState.GONE, Optional.of(LAST_STATE + state + "."));
    }

    /** Whether it is GONE, and Image Builder offered it before. */
    public boolean isGoneWhileAvailable() {
        return state == ImageState.GONE && reason.equals(Optional.of(LAST_STATE + ImageState.AVAILABLE + "."));
    }

    public Build withState(ImageState newState, Optional<String> newReason) {
        return new Build(
                arn,
                name,
                type,
                newState,
                newReason,
                createdAt,
                pipeline,
                recipe,
                platform,
                osVersion,
                distributionConfigurationArn);
    }
}

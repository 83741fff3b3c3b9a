package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known about one build except its copies. {@code name} may be a display name, which is not part of the ARN.
 *
 * @param warnings what Image Builder says of the build and this fleet cannot read or judge, by path or value
 */
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
        Optional<String> distributionConfigurationArn,
        List<String> warnings) {

    private static final int MAX_WARNINGS = 50;

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
        warnings = List.copyOf(warnings);
    }

    /** The pipeline that made the build or, without one, its image. */
    public Lineage lineage() {
        return pipeline.<Lineage>map(arn -> arn).orElse(arn.image());
    }

    public BuildPosition position() {
        return new BuildPosition(createdAt, arn.version(), arn.build(), arn.name());
    }

    /** This build after Image Builder has forgotten it. A build that is DELETED or GONE already stays as it is. */
    public Build gone() {
        return state.isDeletedOrGone() ? this : withState(ImageState.GONE, Optional.of(LAST_STATE + state + "."));
    }

    /** Whether it is GONE, and Image Builder offered it before. */
    public boolean isGoneWhileAvailable() {
        return state == ImageState.GONE && reason.equals(Optional.of(LAST_STATE + ImageState.AVAILABLE + "."));
    }

    /** Whether this is another build of the same ARN, later than the one created then. A date that could not be read proves nothing. */
    public boolean isBuiltAfter(Instant otherCreatedAt) {
        return !otherCreatedAt.equals(Instant.EPOCH) && createdAt.isAfter(otherCreatedAt);
    }

    public Build withState(ImageState newState, Optional<String> newReason) {
        return with(newState, newReason, warnings);
    }

    /** This build with more warnings. Only the first {@value #MAX_WARNINGS} are kept. */
    Build withWarnings(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return with(state, reason, all.subList(0, Math.min(all.size(), MAX_WARNINGS)));
    }

    private Build with(ImageState newState, Optional<String> newReason, List<String> newWarnings) {
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
                distributionConfigurationArn,
                newWarnings);
    }
}

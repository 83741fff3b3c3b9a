package imagefanout.model.catalog;

import imagefanout.model.identity.ImageBuildArn;
import java.util.Optional;

/**
 * What recording a build did.
 *
 * @param recorded the build as the catalog holds it now; empty when it is in progress and nothing was recorded
 */
public record RecordResult(ImageBuildArn arn, Outcome outcome, Optional<RecordedBuild> recorded) {
    public enum Outcome {
        RECORDED,
        UNCHANGED,
        IN_PROGRESS
    }

    RecordResult and(Recording recording) {
        boolean wrote =
                switch (recording.outcome()) {
                    case FIRST, REPLACED -> true;
                    case UNCHANGED, SUPERSEDED -> outcome == Outcome.RECORDED;
                };
        return new RecordResult(arn, wrote ? Outcome.RECORDED : Outcome.UNCHANGED, Optional.of(recording.recorded()));
    }
}

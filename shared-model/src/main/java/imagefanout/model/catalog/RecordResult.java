package imagefanout.model.catalog;

import imagefanout.model.identity.ImageBuildArn;
import java.util.Optional;

/**
 * What recording a build did.
 *
 * @param recorded the build as the catalog holds it now; empty when it is in progress
 */
public record RecordResult(ImageBuildArn arn, RecordOutcome outcome, Optional<RecordedBuild> recorded) {
    RecordResult after(Recording recording) {
        boolean wrote =
                switch (recording.outcome()) {
                    case FIRST, REPLACED -> true;
                    case UNCHANGED, SUPERSEDED -> outcome == RecordOutcome.RECORDED;
                };
        return new RecordResult(
                arn, wrote ? RecordOutcome.RECORDED : RecordOutcome.UNCHANGED, Optional.of(recording.recorded()));
    }
}

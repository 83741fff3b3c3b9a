package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.Access;
import imagefanout.model.answers.Latest;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.List;

/** The AMI to use in one Region. */
record LatestAmiView(
        Region region,
        AmiId amiId,
        Access access,
        @JsonUnwrapped BuildView.BuildReference build,
        Instant recordedAt) {
    static List<LatestAmiView> of(Latest latest) {
        return latest.amis().values().stream()
                .map(ami -> new LatestAmiView(
                        ami.region(),
                        ami.ami(),
                        ami.access(),
                        BuildView.BuildReference.of(ami.recorded().build()),
                        ami.recorded().recordedAt()))
                .toList();
    }
}

package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.Access;
import imagefanout.model.answers.LatestAmi;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The AMI to use in one Region. */
record LatestAmiView(
        Region region,
        AmiId amiId,
        Access access,
        @JsonUnwrapped BuildReference build,
        Instant recordedAt) {
    static List<LatestAmiView> of(Collection<LatestAmi> amis) {
        return amis.stream().map(LatestAmiView::of).toList();
    }

    private static LatestAmiView of(LatestAmi latest) {
        return new LatestAmiView(
                latest.region(),
                latest.ami(),
                latest.access(),
                BuildReference.of(latest.recorded().build()),
                latest.recorded().recordedAt());
    }
}

package imagefanout.localfleet.story;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.Narrator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Shows the events that consumers receive. */
final class AnnouncementView {
    private final Fleet fleet;
    private final Narrator narrator;

    AnnouncementView(Fleet fleet, Narrator narrator) {
        this.fleet = requireNonNull(fleet, "fleet");
        this.narrator = requireNonNull(narrator, "narrator");
    }

    /** Waits until the account was told of the build, and prints that event. */
    void latestChanged(String account, String imageArn) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(BuildProgress.TIME_LIMIT);
        Optional<JsonNode> found = find(account, imageArn);
        while (found.isEmpty()) {
            BuildProgress.pause(deadline, "no event told " + account + " of " + imageArn);
            found = find(account, imageArn);
        }
        JsonNode detail = found.get().path("detail");
        narrator.line("  event bus: @|green Latest AMI Changed|@ for " + account + ", sequence "
                + detail.path("sequence").asText() + ", "
                + detail.path("cause").asText() + ", " + BuildProgress.path(imageArn) + " in "
                + detail.path("amis").size() + " Regions");
    }

    private Optional<JsonNode> find(String account, String imageArn) {
        return fleet.announcements().stream()
                .filter(event -> event.path("detail-type").asText().equals("Latest AMI Changed"))
                .filter(event -> event.at("/detail/accountId").asText().equals(account))
                .filter(event -> event.at("/detail/imageArn").asText().equals(imageArn))
                .findFirst();
    }
}

package imagefanout.endtoend.story;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Narrator;
import imagefanout.localfleet.Template;
import imagefanout.localfleet.story.Story;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoryTest {
    /** So that a reader can follow. */
    private static final int MOST_LINES_OF_A_CHAPTER = 10;

    @Test
    void showsTheFanOutItsGapAndTheLatestAmis() throws Exception {
        StringWriter printed = new StringWriter();
        FleetOptions quick = FleetOptions.onFreePorts(Template.find()).withBuildDuration(Duration.ofSeconds(1));

        try (Fleet fleet = Fleet.start(quick)) {
            new Story(fleet, new Narrator(new PrintWriter(printed))).tell();
        }

        assertThat(printed.toString())
                .contains(
                        "  golden-linux/1.0.0/1  CREATING > BUILDING > TESTING > DISTRIBUTING > AVAILABLE: 9 of 9 AMIs")
                .contains("  golden-linux/1.0.0/2  CREATING > BUILDING > TESTING > DISTRIBUTING > FAILED: 8 of 9 AMIs")
                .contains("event bus: Latest AMI Changed for 111111111111, sequence ")
                .contains(", NEW_BUILD, golden-linux/1.0.0/2 in ")
                .contains("MISSING (1)")
                .contains("(1) AMI Copy Reported Failure")
                .contains("  golden-linux/1.0.0/2  DISTRIBUTING > AVAILABLE: 9 of 9 AMIs")
                .contains(
                        "The second build is not AVAILABLE: the latest AMIs of 4 accounts are 9 of golden-linux/1.0.0/1")
                .contains("333333333333 now has ami-")
                .contains("reconcile-pipeline: found golden-linux/1.0.0/3, for which no message arrived")
                .contains(
                        "It is recorded without its messages: the latest AMIs of 4 accounts are 9 of golden-linux/1.0.0/3")
                .contains("prod answers from golden-linux/1.0.0/2, latest from golden-linux/1.0.0/3")
                .contains("image-fanout:ssm-parameter = /golden/linux/latest: the next builds write 8 parameters")
                .contains("coverage: 444444444444 is awaiting the next build")
                .contains(
                        "golden-linux/1.0.0/4  CREATING > BUILDING > TESTING > DISTRIBUTING > AVAILABLE: 12 of 12 AMIs")
                .containsPattern("import-accounts: [0-9]{12} ACTIVE in the group golden")
                .contains(
                        "golden-linux/1.0.0/5  CREATING > BUILDING > TESTING > DISTRIBUTING > AVAILABLE: 15 of 15 AMIs")
                .contains("sync-distributions: no Region -> ")
                .contains("sync-distributions: HELD, 2 of 4 accounts would be removed")
                .contains("golden-database/1.0.0 -> golden-database/1.0.1  ALREADY_THERE")
                .contains("Nothing ended in a dead-letter queue")
                .doesNotContain("\u001B[");
        assertThat(printed.toString().split("\\R\\R"))
                .allSatisfy(chapter -> assertThat(chapter.lines()).hasSizeLessThanOrEqualTo(MOST_LINES_OF_A_CHAPTER));
        assertThat(printed.toString().replaceAll("ami-[0-9a-f]{17}", "ami-"))
                .contains(piece().replaceAll("ami-[0-9a-f]{17}", "ami-"));
    }

    /** The piece of the story that the README shows; its last line is cut. */
    private static String piece() throws IOException {
        String readme = Files.readString(Template.find().resolveSibling("README.md"));
        String block = readme.substring(readme.indexOf("…\nThe second build fails") + 2);
        return block.substring(0, block.indexOf("…"));
    }
}

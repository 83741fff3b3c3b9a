package imagefanout.command.local;

import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Narrator;
import imagefanout.localfleet.Template;
import imagefanout.localfleet.story.Story;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows how golden images fan out. */
@Command(
        name = "story",
        description =
                "Shows how golden images fan out, and ends: the whole fleet in one process on this machine. Needs no"
                        + " AWS account and no Docker.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done", "2:usage"},
        footer = "  image-fanout story")
public final class StoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Narrator narrator = new Narrator(
                spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi());
        narrator.line(
                "Starting a fleet on this machine: the functions, and emulators of DynamoDB and EC2 Image Builder");
        try (Fleet fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()))) {
            new Story(fleet, narrator).tell();
        }
        return 0;
    }
}

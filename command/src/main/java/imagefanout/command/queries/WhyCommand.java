package imagefanout.command.queries;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.command.remote.ApiReply;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells why an account has the AMI that it has in a Region, or none. */
@Command(
        name = "why",
        description =
                "Tells in sentences why an account has the AMI that it has in a Region, or none: what the newest build"
                        + " brought, what is used meanwhile, what is on hold, what the next build changes, and what to do.",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:the account has the AMI of the newest build, or is no target",
            "1:it lacks that AMI, or there is no such pipeline",
            "2:usage",
            "3:not reachable"
        },
        footer = "  image-fanout why 222222222222 eu-west-1 golden-linux")
public final class WhyCommand implements Callable<Integer> {
    /** Each pipeline takes three requests. */
    private static final int MOST_PIPELINES = 20;

    @Mixin
    private RemoteOptions remote;

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "An account ID.")
    private AccountId account;

    @Parameters(index = "1", paramLabel = "REGION", description = "A Region.")
    private Region region;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PIPELINE",
            description = "A pipeline, image/NAME for an image without one, or an ARN. Default: every pipeline.")
    private Optional<GivenLineage> lineage;

    @Override
    public Integer call() {
        return remote.run(this::explain);
    }

    private Printout explain(RemoteFleet fleet) {
        FleetApi api = new FleetApi(fleet);
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        TextTable csv = new TextTable("pipeline", "account", "Region", "build", "missing", "story");
        Printout printout = new Printout(json, csv);
        for (GivenLineage one : lineages(api)) {
            ApiReply coverage = api.reply(one.route("coverage"));
            if (coverage.found().isEmpty()) {
                if (lineage.isPresent()) {
                    coverage.success();
                }
                continue;
            }
            add(new GapStory(account, region, api.all(one.route("coverage")), latest(api, one)), printout, json, csv);
        }
        if (json.isEmpty()) {
            printout.line("No pipeline has a finished build.");
        }
        return printout;
    }

    private void add(GapStory story, Printout printout, ArrayNode json, TextTable csv) {
        printout.line(Tint.STRONG, story.title());
        story.sentences().forEach(sentence -> printout.line("  " + sentence));
        ObjectNode entry = json.addObject()
                .put("lineage", story.title())
                .put("accountId", account.value())
                .put("region", region.value())
                .put("missing", story.isMissing());
        story.sentences().forEach(entry.withArray("sentences")::add);
        csv.row(
                story.lineage(),
                account.value(),
                region.value(),
                story.build(),
                story.isMissing(),
                String.join(" ", story.sentences()));
        if (story.isMissing()) {
            printout.incomplete();
        }
    }

    private ApiReply latest(FleetApi api, GivenLineage one) {
        return api.reply(one.route("latest").with("account", account).with("region", region));
    }

    private List<GivenLineage> lineages(FleetApi api) {
        if (lineage.isPresent()) {
            return List.of(lineage.get());
        }
        List<GivenLineage> all = GivenLineage.pipelines(api);
        if (all.size() > MOST_PIPELINES) {
            throw CommandFailedException.usage(
                    "there are " + all.size() + " pipelines: name one of them after the Region");
        }
        return all;
    }
}

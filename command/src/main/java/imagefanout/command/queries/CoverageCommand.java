package imagefanout.command.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Matrix;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who has the newest build and who lacks it. */
@Command(
        name = "coverage",
        description = "Shows which accounts have the newest finished build in which Region, and which lack it and why;"
                + " without PIPELINE, for every pipeline.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:nothing is missing", "1:an AMI is missing, or no such pipeline", "2:usage", "3:not reachable"
        },
        footer = {"  image-fanout coverage golden-linux", "  image-fanout coverage --missing --output csv"})
public final class CoverageCommand implements Callable<Integer> {
    /** More accounts without a gap than these are counted and not listed. */
    private static final int MOST_WHOLE = 20;

    @Mixin
    private RemoteOptions remote;

    @Parameters(
            arity = "0..1",
            paramLabel = "PIPELINE",
            description = "A pipeline, image/NAME for an image without one, or an ARN.")
    private Optional<GivenLineage> lineage;

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description = "Answer from this channel, such as prod, and not from the newest build.")
    private Optional<String> channel;

    @Option(names = "--missing", description = "List only what is missing, with the reason.")
    private boolean missing;

    @Option(names = "--all", description = "List every account, however many there are.")
    private boolean all;

    @Override
    public Integer call() {
        return remote.run(fleet -> {
            FleetApi api = new FleetApi(fleet);
            if (lineage.isEmpty() && channel.isPresent()) {
                throw CommandFailedException.usage("a channel belongs to a pipeline: give PIPELINE");
            }
            if (lineage.isEmpty()) {
                return missing ? gaps(incomplete(api)) : summary(api);
            }
            JsonNode coverage = api.all(lineage.get().route("coverage").with("channel", channel));
            return missing ? gaps(List.of(coverage)) : matrix(coverage);
        });
    }

    /** The coverage of each pipeline whose newest finished build has a gap. */
    private static List<JsonNode> incomplete(FleetApi api) {
        List<JsonNode> coverages = new ArrayList<>();
        for (GivenLineage lineage : GivenLineage.all(api)) {
            api.find(lineage.route("coverage"))
                    .map(first -> api.all(lineage.route("coverage")))
                    .filter(coverage -> !coverage.path("gaps").isEmpty())
                    .ifPresent(coverages::add);
        }
        return coverages;
    }

    private static Printout summary(FleetApi api) {
        TextTable table =
                new TextTable("pipeline", "build", "state", "AMIs", "missing", "behind", "waiting", "offered");
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        int gaps = 0;
        Printout printout = new Printout(answers, table);
        for (GivenLineage reference : GivenLineage.all(api)) {
            Optional<JsonNode> found = api.find(reference.route("coverage"));
            if (found.isEmpty()) {
                table.row(reference.shortName(), "-", "-", "-", "-", "-", "-", "-");
                continue;
            }
            JsonNode coverage = api.all(reference.route("coverage"));
            answers.add(coverage);
            // A launch permission that was refused is a gap, though no copy is missing.
            gaps += coverage.path("gaps").size();
            addRow(table, reference, coverage);
        }
        if (table.isEmpty()) {
            return printout.line(
                    "No pipeline is recorded. Run image-fanout reconcile to record the builds that exist.");
        }
        printout.table(table);
        answers.forEach(coverage -> Shown.holds(printout, coverage));
        return gaps == 0
                ? printout
                : printout.line("Next: image-fanout coverage --missing").incomplete();
    }

    private static void addRow(TextTable table, GivenLineage lineage, JsonNode coverage) {
        int missing = coverage.path("missing").asInt();
        table.row(
                lineage.shortName(),
                Shown.build(coverage.at("/image/imageArn")),
                Cell.state(coverage.at("/image/state").asText()),
                Shown.counts(coverage),
                new Cell(Integer.toString(missing), missing == 0 ? Tint.PLAIN : Tint.BAD),
                Integer.toString(behind(coverage)),
                Integer.toString(coverage.path("awaitingNextBuild").size()),
                Shown.build(coverage.path("newestOfferedImageArn")));
    }

    private static int behind(JsonNode coverage) {
        int behind = 0;
        for (JsonNode account : coverage.path("accounts")) {
            behind += Shown.behind(account.path("behind")).isEmpty() ? 0 : 1;
        }
        return behind;
    }

    private static Printout gaps(List<JsonNode> coverages) {
        TextTable table = new TextTable("pipeline", "build", "Region", "account", "name", "reason");
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (JsonNode coverage : coverages) {
            json.add(coverage);
            Map<String, String> names = names(coverage);
            for (JsonNode gap : coverage.path("gaps")) {
                String account = gap.path("accountId").asText();
                table.row(
                        lineageName(coverage),
                        Shown.build(coverage.at("/image/imageArn")),
                        gap.path("region").asText(),
                        account,
                        names.getOrDefault(account, ""),
                        gap.path("reason").asText("no reason given"));
            }
        }
        Printout printout = new Printout(json, table);
        return table.isEmpty()
                ? printout.line(Tint.GOOD, "Nothing is missing.")
                : printout.table(table)
                        .line("Next: image-fanout why ACCOUNT REGION PIPELINE")
                        .incomplete();
    }

    private Printout matrix(JsonNode coverage) {
        List<String> regions = new ArrayList<>();
        Map<String, Map<String, Cell>> cells = new TreeMap<>();
        coverage.path("accounts")
                .forEach(account -> cells.put(account.path("accountId").asText(), new LinkedHashMap<>()));
        for (JsonNode region : coverage.path("regions")) {
            String name = region.path("region").asText();
            regions.add(name);
            region.path("accountIds").forEach(account -> put(cells, account.asText(), name, "ok", Tint.GOOD));
            region.path("sharedAccountIds").forEach(account -> put(cells, account.asText(), name, "shared", Tint.GOOD));
        }
        TextTable csv = new TextTable("account", "name", "Region", "state", "reason");
        Map<String, String> names = names(coverage);
        Map<String, String> reasons = new LinkedHashMap<>();
        for (JsonNode gap : coverage.path("gaps")) {
            String reason = gap.path("reason").asText("no reason given");
            reasons.put(gap.path("accountId").asText() + gap.path("region").asText(), reason);
            put(cells, gap.path("accountId").asText(), gap.path("region").asText(), "MISSING", Tint.BAD);
        }
        cells.forEach((account, row) -> row.forEach((region, cell) -> csv.row(
                account,
                names.getOrDefault(account, ""),
                region,
                cell.text(),
                reasons.getOrDefault(account + region, ""))));
        return print(new Printout(coverage, csv), coverage, regions, cells);
    }

    private Printout print(
            Printout printout, JsonNode coverage, List<String> regions, Map<String, Map<String, Cell>> cells) {
        printout.line(
                Tint.STRONG,
                Shown.build(coverage.at("/image/imageArn")) + " is "
                        + coverage.at("/image/state").asText() + ": " + Shown.counts(coverage));
        accounts(printout, names(coverage), regions, cells);
        reasons(printout, coverage);
        Shown.holds(printout, coverage);
        List<String> waiting = new ArrayList<>();
        coverage.path("awaitingNextBuild")
                .forEach(account -> waiting.add(account.path("accountId").asText()));
        if (!waiting.isEmpty()) {
            printout.line("Waiting for the next build: " + String.join(", ", waiting));
        }
        Shown.age(printout, coverage);
        return coverage.path("gaps").isEmpty() ? printout : printout.incomplete();
    }

    /** The accounts with a gap, and as many others as there is room for. */
    private void accounts(
            Printout printout, Map<String, String> names, List<String> regions, Map<String, Map<String, Cell>> cells) {
        Matrix matrix = new Matrix("account", regions);
        int whole = 0;
        int hidden = 0;
        for (Map.Entry<String, Map<String, Cell>> row : cells.entrySet()) {
            boolean hasGap = row.getValue().values().stream().anyMatch(cell -> cell.tint() == Tint.BAD);
            if (!hasGap && ++whole > MOST_WHOLE && !all) {
                hidden++;
                continue;
            }
            String name = names.getOrDefault(row.getKey(), "");
            matrix.put((row.getKey() + " " + name).strip(), row.getValue());
        }
        printout.matrix(matrix);
        if (hidden > 0) {
            printout.line("and " + Shown.count(hidden, "account") + " without a gap; --all lists them");
        }
    }

    /** Each reason once, with the places that it is the reason of. */
    private static void reasons(Printout printout, JsonNode coverage) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (JsonNode gap : coverage.path("gaps")) {
            places.computeIfAbsent(gap.path("reason").asText("No reason given."), reason -> new ArrayList<>())
                    .add(gap.path("accountId").asText() + " in "
                            + gap.path("region").asText());
        }
        places.forEach((reason, all) -> printout.line(
                Tint.BAD,
                (all.size() == 1 ? all.get(0) : all.get(0) + " and " + (all.size() - 1) + " more") + ": " + reason));
    }

    private static void put(
            Map<String, Map<String, Cell>> cells, String account, String region, String text, Tint tint) {
        cells.computeIfAbsent(account, id -> new LinkedHashMap<>()).put(region, new Cell(text, tint));
    }

    private static String lineageName(JsonNode coverage) {
        return Shown.lastPart(coverage.has("pipelineArn") ? coverage.path("pipelineArn") : coverage.path("imageArn"));
    }

    private static Map<String, String> names(JsonNode coverage) {
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode account : coverage.path("accounts")) {
            names.put(account.path("accountId").asText(), account.path("name").asText(""));
        }
        return names;
    }
}

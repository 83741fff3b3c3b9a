package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.command.queries.Shown;
import imagefanout.command.remote.CommandFailedException;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.FleetFunction;
import imagefanout.command.remote.QueryString;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.recipe.VolumeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on image recipes. */
@Command(
        name = "recipe",
        description = "Works on image recipes.",
        mixinStandardHelpOptions = true,
        subcommands = RecipeCommand.UpgradeVolumes.class,
        synopsisSubcommandLabel = "upgrade",
        footer = "  image-fanout recipe upgrade --from io1 --to io2 --dry-run")
public final class RecipeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected upgrade");
    }

    /** Creates recipe versions with other volume types. */
    @Command(
            name = "upgrade",
            description =
                    "Creates new versions of image recipes whose volumes have another type, and moves pipelines to"
                            + " them if you ask for it.",
            mixinStandardHelpOptions = true,
            exitCodeList = {
                "0:done, or planned with --dry-run",
                "1:a recipe or a pipeline is refused",
                "2:usage",
                "3:not reachable"
            },
            footer = {
                "  image-fanout recipe upgrade --from io1 --to io2 --dry-run    # every recipe in use",
                "  image-fanout recipe upgrade ARN --from io1 --to io2 --pipelines"
            })
    static final class UpgradeVolumes implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Parameters(
                arity = "0..*",
                paramLabel = "ARN",
                description =
                        "Image recipes: one version (…/1.0.0), or the newest of …/x.x.x. Default: the recipes of the"
                                + " pipelines whose newest build has a volume of the old type.")
        private List<String> recipes = List.of();

        @Option(
                names = "--from",
                required = true,
                paramLabel = "TYPE",
                description = "The old type, such as io1 or gp2.")
        private VolumeType from;

        @Option(names = "--to", required = true, paramLabel = "TYPE", description = "The new type, such as io2 or gp3.")
        private VolumeType to;

        @Option(
                names = "--new-version",
                paramLabel = "VERSION",
                description = "The version to create, of one recipe. Default: the next free patch version.")
        private Optional<SemanticVersion> version;

        @Option(names = "--pipelines", description = "Move the pipelines that build the old version to the new one.")
        private boolean pipelines;

        @Option(names = "--dry-run", description = "Show what would be created, and create nothing.")
        private boolean dryRun;

        @Override
        public Integer call() {
            if (version.isPresent() && recipes.size() != 1) {
                throw CommandFailedException.usage("--new-version is for one recipe: name it");
            }
            return remote.run(this::upgrade);
        }

        private Printout upgrade(RemoteFleet fleet) {
            Set<String> arns = recipes.isEmpty() ? inUse(new FleetApi(fleet)) : new TreeSet<>(recipes);
            TextTable table = new TextTable("recipe", "outcome", "new version", "changes", "pipelines");
            if (arns.isEmpty()) {
                return new Printout(JsonNodeFactory.instance.objectNode().putArray("recipes"), table)
                        .line("No pipeline's newest build has a volume of the type " + from
                                + ". A recipe that no pipeline builds: image-fanout recipe upgrade ARN --from " + from
                                + " --to "
                                + to);
            }
            JsonNode answer = fleet.invoke(FleetFunction.UPGRADE_RECIPE, event(arns));
            Printout printout = new Printout(answer, table);
            for (JsonNode recipe : answer.path("recipes")) {
                table.row(
                        name(recipe.path("imageRecipeArn")),
                        Cell.state(recipe.path("outcome").asText()),
                        recipe.has("newImageRecipeArn") ? name(recipe.path("newImageRecipeArn")) : "-",
                        recipe.path("reason").asText(changes(recipe)),
                        pipelines(recipe));
                if (isRefused(recipe)) {
                    printout.incomplete();
                }
            }
            printout.table(table);
            return dryRun ? printout.line("Nothing was changed. The same without --dry-run does it.") : printout;
        }

        private ObjectNode event(Set<String> arns) {
            ObjectNode event = JsonNodeFactory.instance
                    .objectNode()
                    .put("from", from.toString())
                    .put("to", to.toString());
            arns.forEach(event.putArray("imageRecipeArns")::add);
            version.ifPresent(given -> event.put("semanticVersion", given.toString()));
            if (pipelines) {
                event.put("updatePipelines", true);
            }
            if (dryRun) {
                event.put("dryRun", true);
            }
            return event;
        }

        /** The recipes of the newest builds that have such a volume. */
        private Set<String> inUse(FleetApi api) {
            Set<String> arns = new TreeSet<>();
            JsonNode found = api.all(new QueryString("/v1/pipelines").with("volumeType", from));
            for (JsonNode pipeline : found.path("items")) {
                String build = Shown.build(pipeline.at("/newestBuild/imageArn"));
                api.find(new QueryString("/v1/images/" + build)
                                .with(
                                        "imageArn",
                                        pipeline.at("/newestBuild/imageArn").asText()))
                        .map(image -> image.at("/recipe/imageRecipeArn"))
                        .filter(JsonNode::isTextual)
                        .ifPresent(arn -> arns.add(arn.asText()));
            }
            return arns;
        }

        private static boolean isRefused(JsonNode recipe) {
            boolean refused =
                    Set.of("REFUSED", "FAILED").contains(recipe.path("outcome").asText())
                            || recipe.has("pipelinesFailure");
            for (JsonNode pipeline : recipe.path("pipelines")) {
                refused |= Set.of("SKIPPED", "FAILED")
                        .contains(pipeline.path("outcome").asText());
            }
            return refused;
        }

        private static String name(JsonNode arn) {
            return arn.asText().replaceFirst(".*:image-recipe/", "");
        }

        private static String changes(JsonNode recipe) {
            StringBuilder text = new StringBuilder();
            for (JsonNode change : recipe.path("patch")) {
                if (!change.path("path").asText().equals("/version")) {
                    text.append(text.isEmpty() ? "" : ", ")
                            .append(change.path("path").asText().replaceFirst("/blockDeviceMappings/", "volume "))
                            .append(" = ")
                            .append(change.path("value").asText());
                }
            }
            return text.toString();
        }

        private static String pipelines(JsonNode recipe) {
            StringBuilder text =
                    new StringBuilder(recipe.path("pipelinesFailure").asText(""));
            for (JsonNode pipeline : recipe.path("pipelines")) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(Shown.lastPart(pipeline.path("imagePipelineArn")))
                        .append(' ')
                        .append(pipeline.path("outcome").asText());
                if (pipeline.has("reason")) {
                    text.append(" (").append(pipeline.path("reason").asText()).append(')');
                }
            }
            return text.toString();
        }
    }
}

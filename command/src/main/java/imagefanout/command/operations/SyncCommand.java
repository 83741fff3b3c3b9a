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
import imagefanout.command.terminal.Tint;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on the target accounts of distribution configurations. */
@Command(
        name = "sync",
        description = "Works on the target accounts of managed distribution configurations.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SyncCommand.ShowSyncPlan.class,
            SyncCommand.ApplySync.class,
            SyncCommand.ApproveSync.class,
            SyncCommand.SeedFromConfiguration.class,
            SyncCommand.ShowSyncStatus.class
        },
        synopsisSubcommandLabel = "(plan | apply | approve | seed | status)",
        footer = "  image-fanout sync plan everywhere")
public final class SyncCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected plan, apply, approve, seed or status");
    }

    /** What a plan and a sync have alike. */
    abstract static class PlanOrSync implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Parameters(
                arity = "0..1",
                paramLabel = "CONFIGURATION",
                description = "A distribution configuration or its ARN. Default: all that are managed.")
        private Optional<GivenDistribution> configuration;

        final int sync(boolean dryRun) {
            return remote.run(fleet -> {
                FleetApi api = new FleetApi(fleet);
                ObjectNode event = JsonNodeFactory.instance.objectNode();
                configuration.ifPresent(given -> event.put("distributionConfigurationArn", given.resolve(api)));
                if (dryRun) {
                    event.put("dryRun", true);
                }
                return SyncPlanView.of(fleet.invoke(FleetFunction.SYNC_DISTRIBUTIONS, event), AccountNames.read(api));
            });
        }
    }

    /** Shows what a sync would do. */
    @Command(
            name = "plan",
            description =
                    "Shows which accounts a sync would add and remove, what is on hold, and what an approval would do."
                            + " Changes nothing.",
            mixinStandardHelpOptions = true,
            exitCodeList = {
                "0:planned, or in sync",
                "1:something is on hold, skipped or failed, or a registry row is bad",
                "2:usage",
                "3:not reachable"
            },
            footer = "  image-fanout sync plan everywhere")
    static final class ShowSyncPlan extends PlanOrSync {
        @Override
        public Integer call() {
            return sync(true);
        }
    }

    /** Syncs now. */
    @Command(
            name = "apply",
            description = "Syncs now, within the limits: what exceeds them stays on hold.",
            mixinStandardHelpOptions = true,
            exitCodeList = {
                "0:in sync",
                "1:something is on hold, skipped or failed, or a registry row is bad",
                "2:usage",
                "3:not reachable"
            },
            footer = "  image-fanout sync apply everywhere")
    static final class ApplySync extends PlanOrSync {
        @Override
        public Integer call() {
            return sync(false);
        }
    }

    /** Approves a plan. */
    @Command(
            name = "approve",
            description =
                    "Approves the plan with this digest once, with what it has on hold. sync plan and sync status show"
                            + " digests.",
            mixinStandardHelpOptions = true,
            exitCodeList = {"0:approved", "1:no plan on hold has this digest, or refused", "2:usage", "3:not reachable"
            },
            footer = "  image-fanout sync approve 2efbbcfbee6485d535845de25502e249 --reason \"team X moved\"")
    static final class ApproveSync implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Parameters(paramLabel = "DIGEST", description = "The digest of a plan.")
        private PlanDigest digest;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; the audit trail shows it.")
        private String reason;

        @Override
        public Integer call() {
            return remote.run(this::approve);
        }

        private Printout approve(RemoteFleet fleet) {
            FleetApi api = new FleetApi(fleet);
            for (JsonNode one : api.all(new QueryString("/v1/distributions")).path("items")) {
                if (one.path("approvablePlan").asText().equals(digest.hex())) {
                    return approve(fleet, one);
                }
            }
            throw CommandFailedException.refused(
                    "no plan on hold has the digest " + digest + ": image-fanout sync plan shows the one of today");
        }

        private Printout approve(RemoteFleet fleet, JsonNode distribution) {
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("digest", digest.hex())
                    .put("reason", reason);
            QueryString route = new QueryString("/v1/distributions/"
                            + Shown.lastPart(distribution.path("distributionConfigurationArn")) + "/approvals")
                    .with(
                            "distributionConfigurationArn",
                            distribution.path("distributionConfigurationArn").asText());
            JsonNode answer =
                    fleet.send("POST", route.toString(), Optional.of(body)).success();
            TextTable table = new TextTable("configuration", "digest", "by", "expires");
            table.row(
                    distribution.path("name").asText(),
                    digest,
                    answer.path("by").asText(""),
                    Shown.time(answer.path("expiresAt")));
            return new Printout(answer, table)
                    .line(
                            Tint.GOOD,
                            "Approved. The next sync of "
                                    + distribution.path("name").asText()
                                    + " applies it, within seconds. See image-fanout sync status.");
        }
    }

    /** Writes a configuration's accounts into the registry. */
    @Command(
            name = "seed",
            description = "Writes the accounts of a distribution configuration into the registry. Removes no account.",
            mixinStandardHelpOptions = true,
            exitCodeList = {
                "0:seeded, or planned with --dry-run",
                "1:refused, or a row failed",
                "2:usage",
                "3:not reachable"
            },
            footer = "  image-fanout sync seed ARN --group golden --dry-run")
    static final class SeedFromConfiguration implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Parameters(paramLabel = "CONFIGURATION", description = "A distribution configuration or its ARN.")
        private GivenDistribution configuration;

        @Option(
                names = "--group",
                paramLabel = "GROUP",
                description = "The group of the tag that the accounts get. Default: the first.")
        private Optional<String> group;

        @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
        private boolean dryRun;

        @Override
        public Integer call() {
            return remote.run(this::seed);
        }

        private Printout seed(RemoteFleet fleet) {
            ObjectNode event = JsonNodeFactory.instance
                    .objectNode()
                    .put("seedRegistry", true)
                    .put("distributionConfigurationArn", configuration.resolve(new FleetApi(fleet)));
            group.ifPresent(given -> event.put("group", given));
            if (dryRun) {
                event.put("dryRun", true);
            }
            JsonNode answer = fleet.invoke(FleetFunction.SYNC_DISTRIBUTIONS, event);
            TextTable table = new TextTable("account", "outcome", "groups", "Regions", "note");
            for (JsonNode account : answer.path("accounts")) {
                table.row(
                        account.path("accountId").asText(),
                        Cell.state(account.path("outcome").asText()),
                        String.join(" ", Shown.texts(account.path("groups"))),
                        account.has("regions") ? String.join(" ", Shown.texts(account.path("regions"))) : "all",
                        account.path("note").asText(""));
            }
            Printout printout = new Printout(answer, table).table(table);
            answer.path("failures").forEach(failure -> printout.line(Tint.BAD, "Failed: " + failure.asText()));
            if (!answer.path("failures").isEmpty()) {
                printout.incomplete();
            }
            return printout.line(
                    dryRun
                            ? "This was a dry run: nothing was written."
                            : "Next: image-fanout sync plan " + configuration.name() + " should say IN_SYNC.");
        }
    }

    /** Shows the state of managed configurations. */
    @Command(
            name = "status",
            description =
                    "Shows the managed distribution configurations: state, drift, what is on hold, the last change.",
            mixinStandardHelpOptions = true,
            exitCodeList = {
                "0:all are in sync",
                "1:one is on hold, waits, is skipped or failed",
                "2:usage",
                "3:not reachable"
            },
            footer = "  image-fanout sync status")
    static final class ShowSyncStatus implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Override
        public Integer call() {
            return remote.run(ShowSyncStatus::show);
        }

        private static Printout show(RemoteFleet fleet) {
            JsonNode all = new FleetApi(fleet).all(new QueryString("/v1/distributions"));
            TextTable table = new TextTable(
                    "configuration", "status", "groups", "accounts", "missing", "surplus", "checked", "last change");
            Printout printout = new Printout(all, table);
            for (JsonNode one : all.path("items")) {
                addRow(table, one);
                if (!one.path("status").asText().equals("IN_SYNC")) {
                    printout.incomplete();
                }
            }
            if (table.isEmpty()) {
                return printout.line("No distribution configuration is managed. Tag one with image-fanout:groups.");
            }
            printout.table(table);
            all.path("items").forEach(one -> explain(printout, one));
            return printout;
        }

        private static void addRow(TextTable table, JsonNode configuration) {
            JsonNode change = configuration.at("/changes/0");
            table.row(
                    configuration.path("name").asText(),
                    Cell.state(configuration.path("status").asText()),
                    String.join(" ", Shown.texts(configuration.path("groups"))),
                    configuration.path("accounts").asText(),
                    configuration.path("missing").asText(),
                    configuration.path("surplus").asText(),
                    Shown.time(configuration.path("checkedAt")),
                    change.isMissingNode()
                            ? "-"
                            : change.path("outcome").asText() + " " + Shown.time(change.path("at")));
        }

        private static void explain(Printout printout, JsonNode configuration) {
            String name = configuration.path("name").asText();
            for (String reason : Shown.texts(configuration.path("reasons"))) {
                printout.line(Tint.WAITING, name + ": " + reason);
            }
            if (configuration.path("approvablePlan").isTextual()) {
                printout.line("To approve it: image-fanout sync approve "
                        + configuration.path("approvablePlan").asText() + " --reason TEXT");
            }
        }
    }
}

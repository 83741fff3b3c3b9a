package imagefanout.command.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.command.queries.Shown;
import imagefanout.command.remote.FleetApi;
import imagefanout.command.remote.FleetFunction;
import imagefanout.command.remote.QueryString;
import imagefanout.command.remote.RemoteFleet;
import imagefanout.command.remote.RemoteOptions;
import imagefanout.command.terminal.Cell;
import imagefanout.command.terminal.Printout;
import imagefanout.command.terminal.TextTable;
import imagefanout.command.terminal.Tint;
import imagefanout.model.identity.AccountId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on the account registry. */
@Command(
        name = "accounts",
        description = "Works on the account registry and the import from AWS Organizations.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AccountsCommand.ShowAccounts.class,
            AccountsCommand.ShowImportPlan.class,
            AccountsCommand.ApplyImport.class,
            AccountsCommand.ApproveHeldImport.class
        },
        synopsisSubcommandLabel = "(show | plan | apply | approve)",
        footer = "  image-fanout accounts show --group prod")
public final class AccountsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected show, plan, apply or approve");
    }

    private static Printout importAccounts(RemoteFleet fleet, boolean dryRun) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        if (dryRun) {
            event.put("dryRun", true);
        }
        return ImportPlanView.of(fleet.invoke(FleetFunction.IMPORT_ACCOUNTS, event), dryRun);
    }

    /** Shows the registry. */
    @Command(
            name = "show",
            description =
                    "Shows the account registry, bad rows first; with ACCOUNT, one row, why it is so, and what the"
                            + " account waits for.",
            mixinStandardHelpOptions = true,
            exitCodeList = {"0:every row is valid", "1:a row is bad, or no such account", "2:usage", "3:not reachable"},
            footer = {
                "  image-fanout accounts show --group prod --output csv",
                "  image-fanout accounts show 111111111111"
            })
    static final class ShowAccounts implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "An account ID.")
        private Optional<AccountId> account;

        @Option(names = "--group", paramLabel = "GROUP", description = "Only rows with this group.")
        private Optional<String> group;

        @Override
        public Integer call() {
            return remote.run(fleet -> account.isPresent() ? one(fleet, account.get()) : all(fleet));
        }

        private Printout all(RemoteFleet fleet) {
            JsonNode answer = new FleetApi(fleet)
                    .all(new QueryString("/v1/accounts").with("group", group).with("limit", 1000));
            TextTable table =
                    new TextTable("account", "name", "status", "groups", "Regions", "source", "problems", "warnings");
            Printout printout = new Printout(answer, table);
            for (JsonNode row : answer.path("items")) {
                boolean isBad = !row.path("problems").isEmpty();
                table.row(
                        new Cell(row.path("accountId").asText(), isBad ? Tint.BAD : Tint.PLAIN),
                        row.path("name").asText(""),
                        Shown.text(row.path("status")),
                        String.join(" ", Shown.texts(row.path("groups"))),
                        row.path("regions").isArray() ? String.join(" ", Shown.texts(row.path("regions"))) : "all",
                        Shown.text(row.path("source")),
                        String.join("; ", Shown.texts(row.path("problems"))),
                        String.join("; ", Shown.texts(row.path("warnings"))));
                if (isBad) {
                    printout.incomplete();
                }
            }
            return table.isEmpty() ? printout.line("No account.") : printout.table(table);
        }

        private static Printout one(RemoteFleet fleet, AccountId account) {
            JsonNode answer = new FleetApi(fleet).get(new QueryString("/v1/accounts/" + account));
            TextTable table = new TextTable("fact", "value");
            answer.properties().forEach(member -> {
                if (!member.getValue().isNull() && !member.getKey().equals("nextCursor")) {
                    table.row(member.getKey(), text(member.getValue()));
                }
            });
            return new Printout(answer, table).table(table);
        }

        private static String text(JsonNode value) {
            return value.isValueNode() ? value.asText() : value.toString();
        }
    }

    /** Shows what an import would write. */
    @Command(
            name = "plan",
            description =
                    "Shows which registry rows an import from AWS Organizations would write, which rule gives what, and"
                            + " what is on hold. Changes nothing.",
            mixinStandardHelpOptions = true,
            exitCodeList = {
                "0:planned, or nothing to do",
                "1:something is on hold or failed",
                "2:usage",
                "3:not reachable"
            },
            footer = "  image-fanout accounts plan")
    static final class ShowImportPlan implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Override
        public Integer call() {
            return remote.run(fleet -> importAccounts(fleet, true));
        }
    }

    /** Imports now. */
    @Command(
            name = "apply",
            description =
                    "Imports now, within the limits: what exceeds them stays on hold. One sync judges the whole import.",
            mixinStandardHelpOptions = true,
            exitCodeList = {"0:imported", "1:something is on hold or failed", "2:usage", "3:not reachable"},
            footer = "  image-fanout accounts apply")
    static final class ApplyImport implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Override
        public Integer call() {
            return remote.run(fleet -> importAccounts(fleet, false));
        }
    }

    /** Approves an import. */
    @Command(
            name = "approve",
            description = "Approves the import with this digest once. accounts plan shows it.",
            mixinStandardHelpOptions = true,
            exitCodeList = {
                "0:approved",
                "1:no import on hold has this digest, or refused",
                "2:usage",
                "3:not reachable"
            },
            footer = "  image-fanout accounts approve 2efbbcfbee6485d535845de25502e249 --reason \"unit X was closed\"")
    static final class ApproveHeldImport implements Callable<Integer> {
        @Mixin
        private RemoteOptions remote;

        @Parameters(paramLabel = "DIGEST", description = "The digest of an import.")
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
            JsonNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("digest", digest.hex())
                    .put("reason", reason);
            JsonNode answer = fleet.send("POST", "/v1/accounts/approvals", Optional.of(body))
                    .success();
            TextTable table = new TextTable("digest", "accounts", "by", "expires");
            table.row(
                    digest,
                    answer.path("accounts").asText(),
                    answer.path("by").asText(""),
                    Shown.time(answer.path("expiresAt")));
            return new Printout(answer, table)
                    .line(
                            Tint.GOOD,
                            "Approved. The next import uses it, until " + Shown.time(answer.path("expiresAt"))
                                    + " UTC.");
        }
    }
}

package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.ResultPage;
import imagefanout.model.accounts.AccountChange;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.ImportedRow;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncedConfiguration;
import imagefanout.queryimages.answers.LatestAnswers.AccountLatest;
import imagefanout.queryimages.answers.LatestAnswers.LineageAmis;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows one account: why its row is as it is, which configurations want it, what it has, and what it waits for. */
record AccountAnswers(AnswerSources sources) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    /**
     * @param groupRules which rules give each group; none when people manage the row
     * @param moreAmis whether the account may launch AMIs of further pipelines
     * @param history the changes that imports made to the row, newest first
     */
    record AccountDetails(
            @JsonUnwrapped RowView row,
            List<GroupRules> groupRules,
            Optional<String> regionsRule,
            List<WantingConfiguration> configurations,
            List<LineageAmis> amis,
            boolean moreAmis,
            List<Wait> waitsFor,
            List<RowChangeView> history,
            int limit,
            Optional<String> nextCursor,
            Optional<Instant> recordedAt) {}

    record GroupRules(String group, List<String> rules) {
        private static List<GroupRules> of(ImportedRow imported) {
            return imported.groupRules().entrySet().stream()
                    .map(entry -> new GroupRules(
                            entry.getKey(), Arrays.asList(entry.getValue().split(", ", 100))))
                    .toList();
        }
    }

    /**
     * A managed configuration whose groups the account has, as of the last sync.
     *
     * @param regions where the registry wants the account
     * @param configuredRegions where the configuration names the account
     */
    record WantingConfiguration(
            DistributionConfigurationArn distributionConfigurationArn,
            SortedSet<Group> groups,
            SyncStatus status,
            SortedSet<Region> regions,
            SortedSet<Region> configuredRegions,
            Instant checkedAt) {}

    /** Why something is not yet as it will be. */
    enum WaitReason {
        /** An import is writing the registry. Until it ends, no sync changes target accounts. */
        IMPORT,
        /** The account loses something in an import that is on hold. */
        IMPORT_APPROVAL,
        /** A configuration does not name the account yet. */
        SYNC,
        /** A configuration names the account, and no build reached it yet. */
        NEXT_BUILD,
        /** A configuration still names the account. */
        REMOVAL
    }

    record Wait(
            WaitReason reason,
            Optional<DistributionConfigurationArn> distributionConfigurationArn,
            Optional<Region> region,
            String detail) {}

    /** Shows what decides about target accounts, before the change and after it. */
    record RowChangeView(
            Instant at,
            String importId,
            String trigger,

            @JsonIncludeProperties({"status", "groups", "regions"})
            Optional<RegisteredAccount> before,

            @JsonIncludeProperties({"status", "groups", "regions"})
            RegisteredAccount after,

            Optional<Approval> approval) {
        private static RowChangeView of(AccountChange record) {
            return new RowChangeView(
                    record.at(),
                    record.importId(),
                    record.trigger(),
                    record.change().before(),
                    record.change().after(),
                    record.approval());
        }
    }

    AccountDetails show(ApiRequest request) {
        AccountId id = request.path("accountId", AccountId::new);
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<Instant> before = request.cursor(parts -> Instant.parse(parts[0]));
        RegistryRow row = row(id);
        Optional<RegisteredAccount> account =
                Optional.of(row).filter(RegisteredAccount.class::isInstance).map(RegisteredAccount.class::cast);
        Optional<ImportedRow> imported = account.flatMap(RegisteredAccount::imported);
        AccountLatest has = new LatestAnswers(sources).first(id);
        List<WantingConfiguration> configurations = new ArrayList<>();
        List<Wait> waits = new ArrayList<>(importWaits(id));
        account.ifPresent(valid -> syncedOf(valid).forEach(configuration -> {
            wanting(configuration, valid).ifPresent(configurations::add);
            waits.addAll(waits(configuration, valid, has));
        }));
        ResultPage<AccountChange, Instant> changes = sources.imports().changes(id, before, limit);
        return new AccountDetails(
                RowView.of(row),
                imported.map(GroupRules::of).orElse(List.of()),
                imported.flatMap(ImportedRow::regionsRule),
                configurations,
                has.items(),
                has.more(),
                waits,
                changes.items().stream().map(RowChangeView::of).toList(),
                limit,
                changes.next().map(request::cursorTo),
                recordedAt(configurations, has));
    }

    private RegistryRow row(AccountId id) {
        return sources.registry()
                .account(id)
                .orElseThrow(() -> ProblemException.notFound("The registry has no row of the account " + id
                        + ". GET /v1/accounts lists the rows, and GET /v1/accounts/" + id
                        + "/amis the AMIs of any account."));
    }

    private static Optional<Instant> recordedAt(List<WantingConfiguration> configurations, AccountLatest has) {
        return PageView.oldest(
                Stream.concat(
                        configurations.stream().map(WantingConfiguration::checkedAt),
                        LatestAnswers.recordedAt(has.items()).stream()),
                Function.identity());
    }

    private List<Wait> importWaits(AccountId id) {
        List<Wait> waits = new ArrayList<>();
        ImportMark mark = sources.registry().importMark();
        if (mark.standing()) {
            waits.add(new Wait(
                    WaitReason.IMPORT,
                    Optional.empty(),
                    Optional.empty(),
                    "an import is writing the registry since " + mark.startedAt()));
        }
        sources.imports()
                .held()
                .filter(held -> held.accounts().contains(id))
                .ifPresent(held -> waits.add(new Wait(
                        WaitReason.IMPORT_APPROVAL,
                        Optional.empty(),
                        Optional.empty(),
                        "the import with the digest " + held.digest() + " is on hold since " + held.since())));
        return waits;
    }

    /** The managed configurations that want the account, or may still name it. */
    private List<SyncedConfiguration> syncedOf(RegisteredAccount account) {
        return sources.ledger().states().stream()
                .filter(state -> state.surplus() > 0 || !Collections.disjoint(state.groups(), account.groups()))
                .map(SyncState::configuration)
                .flatMap(arn -> sources.ledger().configuration(arn).stream())
                .toList();
    }

    /** Empty when the registry does not want the account there, and the configuration does not name it. */
    private static Optional<WantingConfiguration> wanting(
            SyncedConfiguration configuration, RegisteredAccount account) {
        SyncState state = configuration.state();
        SortedSet<Region> wanted = new TreeSet<>();
        SortedSet<Region> configured = new TreeSet<>();
        configuration.regions().forEach((region, drift) -> {
            if (account.isWanted(state.groups(), region)) {
                wanted.add(region);
            }
            if (drift.configured().contains(account.id())) {
                configured.add(region);
            }
        });
        SortedSet<Group> groups = new TreeSet<>(state.groups());
        groups.retainAll(account.groups());
        return wanted.isEmpty() && configured.isEmpty()
                ? Optional.empty()
                : Optional.of(new WantingConfiguration(
                        state.configuration(), groups, state.status(), wanted, configured, state.checkedAt()));
    }

    private static List<Wait> waits(SyncedConfiguration configuration, RegisteredAccount account, AccountLatest has) {
        SyncState state = configuration.state();
        List<Wait> waits = new ArrayList<>();
        configuration.regions().forEach((region, drift) -> waitReason(state, drift, account, has)
                .ifPresent(reason -> waits.add(
                        new Wait(reason, Optional.of(state.configuration()), Optional.of(region), detail(state)))));
        return waits;
    }

    private static Optional<WaitReason> waitReason(
            SyncState state, RegionDrift drift, RegisteredAccount account, AccountLatest has) {
        boolean isConfigured = drift.configured().contains(account.id());
        if (!account.isWanted(state.groups(), drift.region())) {
            return isConfigured ? Optional.of(WaitReason.REMOVAL) : Optional.empty();
        }
        if (!isConfigured) {
            return Optional.of(WaitReason.SYNC);
        }
        // With AMIs of more pipelines than were read, one of them may be of this configuration.
        return has.more() || has.isFrom(state.configuration(), drift.region())
                ? Optional.empty()
                : Optional.of(WaitReason.NEXT_BUILD);
    }

    private static String detail(SyncState state) {
        String reasons = String.join("; ", state.reasons());
        return "the configuration is " + state.status() + (reasons.isEmpty() ? "" : ": " + reasons);
    }
}

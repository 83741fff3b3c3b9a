package imagefanout.model.sync;

import imagefanout.model.Digest;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What earlier runs found, and which of it still holds without reading a configuration. */
final class KnownStates {
    /** Each configuration is read once a day, whatever its list shows. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private final Map<DistributionConfigurationArn, SyncState> states = new LinkedHashMap<>();
    private final Map<SortedSet<Group>, Digest> registryDigests = new HashMap<>();
    private final RegistrySnapshot registry;
    private final Instant now;

    KnownStates(List<SyncState> states, RegistrySnapshot registry, Instant now) {
        states.forEach(state -> this.states.put(state.configuration(), state));
        this.registry = registry;
        this.now = now;
    }

    /** Every configuration that was managed. */
    Collection<SyncState> all() {
        return states.values();
    }

    /** The state, if the configuration was in sync and nothing that decides about it has changed since. */
    Optional<SyncState> unchanged(ConfigurationSummary summary) {
        return Optional.ofNullable(states.get(summary.arn()))
                .filter(state -> state.status() == SyncStatus.IN_SYNC)
                .filter(state -> state.comparedWith()
                        .filter(with -> isUnchanged(with, state.groups(), summary))
                        .isPresent());
    }

    private boolean isUnchanged(ComparedWith last, SortedSet<Group> groups, ConfigurationSummary summary) {
        return now.isBefore(last.at().plus(MAX_AGE))
                && summary.updatedAt()
                        .map(at -> digest(summary.tag(), summary.parameterTag(), at, groups))
                        .filter(last.digest()::equals)
                        .isPresent();
    }

    /** What the configuration was compared with, if it is in sync now. */
    Optional<ComparedWith> comparedWith(ConfigurationReport report, Optional<SyncPlan> plan) {
        return plan.filter(known -> report.outcome() == SyncOutcome.IN_SYNC || report.outcome() == SyncOutcome.APPLIED)
                .map(known -> {
                    DistributionConfiguration read = known.configuration();
                    return new ComparedWith(
                            digest(read.tag(), read.parameterTag(), read.updatedAt(), report.groups()), now);
                });
    }

    private Digest digest(
            Optional<String> tag, Optional<String> parameterTag, String updatedAt, SortedSet<Group> groups) {
        return Digest.of("compared with")
                .add(tag)
                .add(parameterTag)
                .add(updatedAt)
                .add(registryDigests
                        .computeIfAbsent(groups, this::registryDigest)
                        .hex())
                .end();
    }

    /** An account whose status is not known stays where it is, whatever its groups, and a bad row stops everything. */
    private Digest registryDigest(SortedSet<Group> groups) {
        Digest.Builder digest = Digest.of("rows of groups");
        registry.accounts().values().stream()
                .filter(account ->
                        account.status() == AccountStatus.UNKNOWN || !Collections.disjoint(account.groups(), groups))
                .forEach(account -> digest.add(account.id().value())
                        .add(account.status().toString())
                        .add(account.groups().toString())
                        .add(account.regions().map(Object::toString)));
        registry.badRows().stream()
                .map(row -> row + " " + row.groups())
                .sorted()
                .forEach(digest::add);
        return digest.end();
    }
}

package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.ParameterEntry;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.PipelineArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which SSM parameters a configuration should write, and which of its entries are this fleet's own.
 *
 * @param name the parameter that each target account should get; empty: none
 * @param written the names under which this fleet wrote entries. All other entries are someone else's
 * @param withoutRole the pipelines that could not write parameters. While there are any, no entry is added
 */
public record ParameterRule(
        Optional<ParameterName> name, SortedSet<ParameterName> written, SortedSet<PipelineArn> withoutRole) {
    private static final int MAX_SHOWN = 20;

    public ParameterRule {
        requireNonNull(name, "name");
        written = Sorted.copyOf(written);
        withoutRole = Sorted.copyOf(withoutRole);
    }

    public ParameterRule withoutRole(SortedSet<PipelineArn> pipelines) {
        return new ParameterRule(name, written, pipelines);
    }

    ParameterPlan planFor(ConfiguredRegion region) {
        SortedSet<SsmParameter> own = region.parameters().stream()
                .filter(parameter -> written.contains(parameter.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        return new ParameterPlan(own, name, withoutRole.isEmpty());
    }

    /** Whether the entry is this fleet's own, so that a plan may remove it. */
    private boolean isOwn(ParameterEntry entry) {
        return entry.parameter()
                .filter(parameter -> written.contains(parameter.name()))
                .isPresent();
    }

    /** The accounts that someone else's entries name: such an entry stays, and so must its account. */
    Stream<AccountReference> othersReferences(ConfiguredRegion region) {
        return region.parameterEntries().stream()
                .filter(entry -> !isOwn(entry))
                .flatMap(
                        entry -> entry.account().stream().map(account -> new AccountReference(account, entry.where())));
    }

    /** The entries that have the name and are someone else's. */
    List<String> conflicts(DistributionConfiguration configuration) {
        List<String> conflicts = new ArrayList<>();
        configuration.regions().values().forEach(region -> region.parameterEntries().stream()
                .filter(entry -> entry.name().isPresent() && entry.name().equals(name))
                .filter(entry -> !isOwn(entry))
                .forEach(entry -> conflicts.add(region.region() + ": " + entry.where() + " sets the SSM parameter "
                        + entry.name().get()
                        + entry.account().map(account -> " of " + account).orElse("")
                        + " and was not written by this fleet: remove the entry, or choose another name in the tag "
                        + ParameterName.TAG)));
        return conflicts;
    }

    /** Why no entry is added although the plan needs some. */
    List<String> withheld() {
        if (withoutRole.isEmpty() || name.isEmpty()) {
            return List.of();
        }
        String shown =
                withoutRole.stream().limit(MAX_SHOWN).map(PipelineArn::toString).collect(Collectors.joining(", "));
        int more = withoutRole.size() - MAX_SHOWN;
        return List.of("no entry for the SSM parameter " + name.get() + " is added until each pipeline that uses the"
                + " configuration has an execution role. Without one: " + shown
                + (more > 0 ? " and " + more + " more" : ""));
    }
}

package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.catalog.UsableLineage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lists the lineages with a build that an account may launch, itself or through an audience that it belongs to, each once, the
 * last in {@link Lineage#ORDER} first. What each audience is offered is read once.
 */
public final class OpenLineages {
    private static final Comparator<Lineage> ORDER = Collections.reverseOrder(Lineage.ORDER);

    private final ImageCatalog catalog;

    /**
     * @param newest for each of the account's audiences that may launch a build of the lineage: the newest of these builds, as
     *     the first page of a list
     */
    public record OpenLineage(Lineage lineage, Map<Audience, ResultPage<UsableCopy, BuildPosition>> newest) {
        public OpenLineage {
            requireNonNull(lineage, "lineage");
            newest = Map.copyOf(newest);
        }
    }

    public OpenLineages(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /**
     * At most {@code limit} lineages after {@code after}.
     *
     * @param memberships the audiences through which the account may launch, other than the account itself
     * @param region if set, only builds that the account may launch there
     * @throws StorageException when the catalog could not be read
     */
    public ResultPage<OpenLineage, Lineage> of(
            AccountId account, Set<Audience> memberships, Optional<Region> region, Optional<Lineage> after, int limit) {
        SortedMap<Lineage, Map<Audience, ResultPage<UsableCopy, BuildPosition>>> found = new TreeMap<>(ORDER);
        Optional<Lineage> readTo = Optional.empty();
        for (Audience audience : UsableBuilds.audiences(account, memberships)) {
            ResultPage<UsableLineage, Lineage> page =
                    catalog.lineages(audience, region, after, limit, UsableBuilds.FIRST_PAGE);
            page.items().forEach(usable -> found.computeIfAbsent(usable.lineage(), first -> new HashMap<>())
                    .put(audience, usable.newest()));
            readTo = Stream.concat(readTo.stream(), page.next().stream()).min(ORDER);
        }
        return page(found, readTo, limit);
    }

    /** @param readTo the last lineage to which every list was read; empty: all lists were read to their ends */
    private static ResultPage<OpenLineage, Lineage> page(
            SortedMap<Lineage, Map<Audience, ResultPage<UsableCopy, BuildPosition>>> found,
            Optional<Lineage> readTo,
            int limit) {
        List<OpenLineage> open = found.entrySet().stream()
                .map(lineage -> new OpenLineage(lineage.getKey(), lineage.getValue()))
                .filter(lineage -> readTo.stream().allMatch(last -> ORDER.compare(lineage.lineage(), last) <= 0))
                .toList();
        ResultPage<OpenLineage, Lineage> first = ResultPage.first(open, limit, OpenLineage::lineage);
        return new ResultPage<>(first.items(), first.next().or(() -> readTo));
    }
}

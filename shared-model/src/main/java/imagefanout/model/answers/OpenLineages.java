package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the lineages with a build that an account may launch or once could launch. Each appears once: first those of the
 * account's own copies and permissions, then those that each of its memberships adds.
 */
public final class OpenLineages {
    /** @param audiences the account's memberships that could ever launch a build of the lineage */
    public record OpenLineage(Lineage lineage, Set<Audience> audiences) {
        public OpenLineage {
            audiences = Set.copyOf(audiences);
        }
    }

    /** A position in the list: a lineage among those of one audience. */
    public record LineagePosition(String audience, Lineage lineage) {}

    private final ImageCatalog catalog;

    public OpenLineages(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /**
     * At most {@code limit} lineages after {@code after}.
     *
     * @param memberships the audiences through which the account may launch, other than the account itself
     * @throws StorageException when the catalog could not be read
     */
    public ResultPage<OpenLineage, LineagePosition> of(
            AccountId account, Set<Audience> memberships, Optional<LineagePosition> after, int limit) {
        List<Audience> inOrder = new ArrayList<>(memberships);
        inOrder.sort(Comparator.comparing(Audience::toString));
        inOrder.add(0, new Audience.Account(account));
        List<OpenLineage> found = new ArrayList<>();
        for (int i = start(inOrder, after); i < inOrder.size(); i++) {
            Audience audience = inOrder.get(i);
            List<Audience> earlier = inOrder.subList(0, i);
            Optional<Lineage> from = after.filter(
                            position -> position.audience().equals(audience.toString()))
                    .map(LineagePosition::lineage);
            do {
                ResultPage<Lineage, Lineage> page = catalog.lineages(audience, from, limit - found.size());
                for (Lineage lineage : page.items()) {
                    Set<Audience> open = new HashSet<>(catalog.openedTo(lineage));
                    open.retainAll(memberships);
                    if (!isListedFor(earlier, lineage, open)) {
                        found.add(new OpenLineage(lineage, open));
                    }
                }
                from = page.next();
                if (found.size() == limit && (from.isPresent() || i + 1 < inOrder.size())) {
                    Lineage last = page.items().get(page.items().size() - 1);
                    return new ResultPage<>(found, Optional.of(new LineagePosition(audience.toString(), last)));
                }
            } while (from.isPresent());
        }
        return new ResultPage<>(found, Optional.empty());
    }

    /** The audience at which the last page ended or, if the account has left it, the next one. */
    private static int start(List<Audience> inOrder, Optional<LineagePosition> after) {
        if (after.isEmpty() || after.get().audience().equals(inOrder.get(0).toString())) {
            return 0;
        }
        int i = 1;
        while (i < inOrder.size()
                && inOrder.get(i).toString().compareTo(after.get().audience()) < 0) {
            i++;
        }
        return i;
    }

    private boolean isListedFor(List<Audience> audiences, Lineage lineage, Set<Audience> open) {
        return audiences.stream()
                .filter(audience -> audience instanceof Audience.Account || open.contains(audience))
                // All builds that the audience could launch may have expired.
                .anyMatch(audience -> !catalog.usable(audience, lineage, Optional.empty(), 1)
                        .items()
                        .isEmpty());
    }
}

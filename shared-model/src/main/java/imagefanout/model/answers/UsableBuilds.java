package imagefanout.model.answers;

import imagefanout.model.catalog.UsableCopies;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The builds of a lineage that an account may launch, itself or through an audience that it belongs to, newest first, each once.
 * The first page is small, because one of the newest builds nearly always has the AMI.
 */
final class UsableBuilds implements Iterator<UsableCopy> {
    static final int FIRST_PAGE = 5;

    private final List<NewestFirst<UsableCopy>> lists;

    private UsableBuilds(
            AccountId account, Set<Audience> memberships, Function<Audience, NewestFirst<UsableCopy>> list) {
        lists = Stream.concat(Stream.of(new Audience.Account(account)), memberships.stream())
                .distinct()
                .map(list)
                .toList();
    }

    /** @param region if set, only builds that the account may launch there */
    UsableBuilds(
            UsableCopies catalog,
            Lineage lineage,
            AccountId account,
            Set<Audience> memberships,
            Optional<Region> region,
            Optional<BuildPosition> before) {
        this(
                account,
                memberships,
                audience -> new NewestFirst<>(
                        (from, limit) -> catalog.usable(audience, lineage, region, from, limit), before, FIRST_PAGE));
    }

    /** The builds of a lineage whose first pages were read already. */
    UsableBuilds(UsableCopies catalog, OpenLineages.OpenLineage open, Optional<Region> region) {
        lists = open.newest().entrySet().stream()
                .map(list -> new NewestFirst<>(
                        (from, limit) -> catalog.usable(list.getKey(), open.lineage(), region, from, limit),
                        list.getValue()))
                .toList();
    }

    /** Only the builds of these promotions. */
    static UsableBuilds promoted(
            UsableCopies catalog,
            Lineage lineage,
            AccountId account,
            Set<Audience> memberships,
            List<Promotion> promotions) {
        return new UsableBuilds(
                account,
                memberships,
                audience -> new NewestFirst<>(
                        new PromotedPages<>(
                                promotions, builds -> catalog.usable(audience, lineage, builds), copy -> copy.recorded()
                                        .build()),
                        Optional.empty(),
                        FIRST_PAGE));
    }

    @Override
    public boolean hasNext() {
        return lists.stream().anyMatch(NewestFirst::hasNext);
    }

    @Override
    public UsableCopy next() {
        BuildPosition newest = lists.stream()
                .flatMap(list -> list.peek().stream())
                .map(UsableBuilds::position)
                .max(Comparator.naturalOrder())
                .orElseThrow(NoSuchElementException::new);
        return lists.stream()
                .filter(list -> list.peek().map(UsableBuilds::position).equals(Optional.of(newest)))
                .map(NewestFirst::next)
                .reduce(UsableBuilds::merge)
                .orElseThrow();
    }

    /** Whether nothing is left, as far as known without another read. */
    boolean isAtEnd() {
        return lists.stream().allMatch(NewestFirst::isAtEnd);
    }

    private static BuildPosition position(UsableCopy copy) {
        return copy.recorded().build().position();
    }

    private static UsableCopy merge(UsableCopy one, UsableCopy other) {
        return new UsableCopy(one.recorded(), union(one.owned(), other.owned()), union(one.shared(), other.shared()));
    }

    private static SortedMap<Region, AmiId> union(SortedMap<Region, AmiId> one, SortedMap<Region, AmiId> other) {
        SortedMap<Region, AmiId> both = new TreeMap<>(other);
        both.putAll(one);
        return both;
    }
}

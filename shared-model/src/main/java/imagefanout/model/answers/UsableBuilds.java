package imagefanout.model.answers;

import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.Collection;
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

    /** @param list the builds that an audience may launch */
    UsableBuilds(Collection<Audience> audiences, Function<Audience, NewestFirst<UsableCopy>> list) {
        lists = audiences.stream().map(list).toList();
    }

    /** The account itself, and the audiences that it belongs to. */
    static List<Audience> audiences(AccountId account, Set<Audience> memberships) {
        return Stream.concat(Stream.of(new Audience.Account(account)), memberships.stream())
                .distinct()
                .toList();
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

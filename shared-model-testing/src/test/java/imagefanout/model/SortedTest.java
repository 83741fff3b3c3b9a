package imagefanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SortedTest {
    @Test
    void copiesASetThatCannotBeChanged() {
        SortedSet<Integer> original = new TreeSet<>(Set.of(2, 1));
        SortedSet<Integer> copy = Sorted.copyOf(original);

        original.add(3);

        assertThat(copy).containsExactly(1, 2);
        assertThatThrownBy(() -> copy.add(4)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copiesAMapThatCannotBeChanged() {
        SortedMap<String, Integer> original = new TreeMap<>(Map.of("b", 2, "a", 1));
        SortedMap<String, Integer> copy = Sorted.copyOf(original);

        original.put("c", 3);

        assertThat(copy.keySet()).containsExactly("a", "b");
        assertThatThrownBy(() -> copy.put("d", 4)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void unitesAndSubtractsWithoutChangingEither() {
        Set<Integer> some = Set.of(3, 1);
        Set<Integer> others = Set.of(2, 3);

        assertThat(Sorted.union(some, others)).containsExactly(1, 2, 3);
        assertThat(Sorted.without(some, others)).containsExactly(1);
        assertThat(some).containsExactlyInAnyOrder(1, 3);
    }
}

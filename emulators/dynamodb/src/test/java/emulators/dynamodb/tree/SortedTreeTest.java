package emulators.dynamodb.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SortedTreeTest {

    @RepeatedTest(20)
    void behavesLikeATreeMap(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        NavigableMap<Integer, String> expected = new TreeMap<>();
        SortedTree<Integer, String> tree = SortedTree.empty();
        for (int i = 0; i < 500; i++) {
            int key = random.nextInt(100);
            if (random.nextInt(3) == 0) {
                expected.remove(key);
                tree = tree.without(key);
            } else {
                expected.put(key, "v" + i);
                tree = tree.with(key, "v" + i);
            }
            assertThat(tree.size()).isEqualTo(expected.size());
            assertThat(tree.get(key).isPresent()).isEqualTo(expected.containsKey(key));
        }

        int low = random.nextInt(50);
        int high = low + random.nextInt(50);
        Span<Integer> span = key -> key < low ? -1 : key > high ? 1 : 0;
        NavigableMap<Integer, String> part = expected.subMap(low, true, high, true);

        assertThat(tree.toList()).containsExactlyElementsOf(expected.values());
        assertThat(all(tree.ascending(span))).containsExactlyElementsOf(part.values());
        assertThat(all(tree.descending(span)))
                .containsExactlyElementsOf(part.descendingMap().values());
    }

    @Test
    void equalContentsAreEqualAfterAnyHistory() {
        SortedTree<Integer, String> up = SortedTree.empty();
        SortedTree<Integer, String> down = SortedTree.empty();
        for (int i = 0; i < 1000; i++) {
            up = up.with(i, "v" + i);
            down = down.with(999 - i, "v" + (999 - i)).with(-i - 1, "gone").without(-i - 1);
        }

        assertThat(up).isEqualTo(down).hasSameHashCodeAs(down);
        assertThat(up.with(5, "other")).isNotEqualTo(down);
        assertThat(up.without(5)).isNotEqualTo(down);
    }

    @Test
    void aChangeLeavesTheMapBeforeItAsItWas() {
        SortedTree<Integer, String> before =
                SortedTree.<Integer, String>empty().with(1, "a").with(2, "b");

        before.with(1, "c").without(2).with(3, "d");

        assertThat(before.toList()).containsExactly("a", "b");
    }

    private static List<String> all(Iterator<String> values) {
        List<String> all = new ArrayList<>();
        values.forEachRemaining(all::add);
        return all;
    }
}

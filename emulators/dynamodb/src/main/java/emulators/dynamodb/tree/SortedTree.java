package emulators.dynamodb.tree;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An immutable sorted map. A change gives another map that shares nearly everything with this one, in logarithmic time;
 * a copy is the map itself.
 *
 * <p>It is a treap whose priorities are made of the keys' hashes: equal contents have equal trees, independent of their history.
 * Each subtree knows its hash, so {@link #hashCode()} costs nothing, and {@link #equals} ends where two maps share a
 * subtree.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Treap">Treap</a>
 */
public final class SortedTree<K, V> {

    private final Comparator<? super K> order;
    private final TreeNode<K, V> root;

    private SortedTree(Comparator<? super K> order, TreeNode<K, V> root) {
        this.order = requireNonNull(order, "order");
        this.root = root;
    }

    public static <K, V> SortedTree<K, V> empty(Comparator<? super K> order) {
        return new SortedTree<>(order, null);
    }

    public static <K extends Comparable<? super K>, V> SortedTree<K, V> empty() {
        return empty(Comparator.<K>naturalOrder());
    }

    public Optional<V> get(K key) {
        TreeNode<K, V> node = root;
        while (node != null) {
            int direction = order.compare(key, node.key);
            if (direction == 0) {
                return Optional.of(node.value);
            }
            node = direction < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    public SortedTree<K, V> with(K key, V value) {
        return new SortedTree<>(order, TreeNode.with(root, order, key, value));
    }

    /** The map itself if it has no such key. */
    public SortedTree<K, V> without(K key) {
        return get(key).isPresent() ? new SortedTree<>(order, TreeNode.without(root, order, key)) : this;
    }

    public int size() {
        return root == null ? 0 : root.size;
    }

    public boolean isEmpty() {
        return root == null;
    }

    /** The value of the lowest key. */
    public Optional<V> first() {
        Iterator<V> all = ascending(key -> 0);
        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }

    /** All values, by ascending keys. */
    public Stream<V> values() {
        return StreamSupport.stream(
                Spliterators.spliterator(
                        ascending(key -> 0), size(), Spliterator.ORDERED | Spliterator.IMMUTABLE | Spliterator.NONNULL),
                false);
    }

    /** All values, by ascending keys. */
    public List<V> toList() {
        return values().toList();
    }

    /** The values of the keys in the span, by ascending keys. */
    public Iterator<V> ascending(Span<K> span) {
        return new Walk<>(root, span, true);
    }

    /** The values of the keys in the span, by descending keys. */
    public Iterator<V> descending(Span<K> span) {
        return new Walk<>(root, span, false);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof SortedTree<?, ?> tree && TreeNode.equal(root, tree.root);
    }

    @Override
    public int hashCode() {
        return root == null ? 0 : root.hash;
    }

    @Override
    public String toString() {
        return toList().toString();
    }

    /** Holds the way from the root to the next value. */
    private static final class Walk<K, V> implements Iterator<V> {

        private final Deque<TreeNode<K, V>> way = new ArrayDeque<>();
        private final Span<K> span;
        private final boolean forward;

        Walk(TreeNode<K, V> root, Span<K> span, boolean forward) {
            this.span = span;
            this.forward = forward;
            descend(root);
        }

        private void descend(TreeNode<K, V> from) {
            TreeNode<K, V> node = from;
            while (node != null) {
                int place = span.place(node.key);
                if (place == 0) {
                    way.push(node);
                    node = forward ? node.left : node.right;
                } else {
                    node = place < 0 ? node.right : node.left;
                }
            }
        }

        @Override
        public boolean hasNext() {
            return !way.isEmpty();
        }

        @Override
        public V next() {
            if (way.isEmpty()) {
                throw new NoSuchElementException();
            }
            TreeNode<K, V> node = way.pop();
            descend(forward ? node.right : node.left);
            return node.value;
        }
    }
}

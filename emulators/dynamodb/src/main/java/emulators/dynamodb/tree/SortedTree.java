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
 * An immutable sorted map. A change returns a new map in logarithmic time; the two share most nodes. Copying is free.
 *
 * <p>This is a treap with priorities derived from the keys' hashes, so equal contents always have the same tree shape. Each subtree stores its hash, so {@link #hashCode()} is free, and {@link #equals} skips shared subtrees.
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

    /** Returns this map if it does not contain the key. */
    public SortedTree<K, V> without(K key) {
        return get(key).isPresent() ? new SortedTree<>(order, TreeNode.without(root, order, key)) : this;
    }

    public int size() {
        return root == null ? 0 : root.size;
    }

    public boolean isEmpty() {
        return root == null;
    }

    /** Returns the value of the lowest key. */
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

    /** Returns the values of the keys in the span, by ascending keys. */
    public Iterator<V> ascending(Span<K> span) {
        return new Walk<>(root, span, true);
    }

    /** Returns the values of the keys in the span, by descending keys. */
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

    /** The path from the root to the next value. */
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

package emulators.dynamodb.tree;

import java.util.Comparator;

/**
 * A node of a treap: an entry and two subtrees. An empty subtree is {@code null}, which never leaves this package.
 */
final class TreeNode<K, V> {

    final K key;
    final V value;
    final TreeNode<K, V> left;
    final TreeNode<K, V> right;
    final int size;
    final int hash;
    private final int priority;

    private TreeNode(K key, V value, TreeNode<K, V> left, TreeNode<K, V> right) {
        this.key = key;
        this.value = value;
        this.left = left;
        this.right = right;
        this.priority = mixed(key.hashCode());
        this.size = 1 + (left == null ? 0 : left.size) + (right == null ? 0 : right.size);
        // A sum, so that the hash does not depend on the order of the entries.
        this.hash = mixed(31 * key.hashCode() + value.hashCode())
                + (left == null ? 0 : left.hash)
                + (right == null ? 0 : right.hash);
    }

    static <K, V> TreeNode<K, V> with(TreeNode<K, V> node, Comparator<? super K> order, K key, V value) {
        if (node == null) {
            return new TreeNode<>(key, value, null, null);
        }
        int direction = order.compare(key, node.key);
        if (direction == 0) {
            return new TreeNode<>(node.key, value, node.left, node.right);
        }
        if (direction < 0) {
            TreeNode<K, V> left = with(node.left, order, key, value);
            return left.isAbove(node, order) ? left.withRight(node.withLeft(left.right)) : node.withLeft(left);
        }
        TreeNode<K, V> right = with(node.right, order, key, value);
        return right.isAbove(node, order) ? right.withLeft(node.withRight(right.left)) : node.withRight(right);
    }

    static <K, V> TreeNode<K, V> without(TreeNode<K, V> node, Comparator<? super K> order, K key) {
        int direction = order.compare(key, node.key);
        if (direction == 0) {
            return joined(node.left, node.right, order);
        }
        return direction < 0
                ? node.withLeft(without(node.left, order, key))
                : node.withRight(without(node.right, order, key));
    }

    private static <K, V> TreeNode<K, V> joined(
            TreeNode<K, V> left, TreeNode<K, V> right, Comparator<? super K> order) {
        if (left == null) {
            return right;
        }
        if (right == null) {
            return left;
        }
        return left.isAbove(right, order)
                ? left.withRight(joined(left.right, right, order))
                : right.withLeft(joined(left, right.left, order));
    }

    /** Ties are broken by key, so that equal contents have the same tree. */
    private boolean isAbove(TreeNode<K, V> other, Comparator<? super K> order) {
        return priority == other.priority ? order.compare(key, other.key) < 0 : priority > other.priority;
    }

    private TreeNode<K, V> withLeft(TreeNode<K, V> newLeft) {
        return new TreeNode<>(key, value, newLeft, right);
    }

    private TreeNode<K, V> withRight(TreeNode<K, V> newRight) {
        return new TreeNode<>(key, value, left, newRight);
    }

    static boolean equal(TreeNode<?, ?> one, TreeNode<?, ?> other) {
        if (one == other) {
            return true;
        }
        return one != null
                && other != null
                && one.hash == other.hash
                && one.size == other.size
                && one.key.equals(other.key)
                && one.value.equals(other.value)
                && equal(one.left, other.left)
                && equal(one.right, other.right);
    }

    /** Spreads a hash over all bits, as the end of MurmurHash3 does. */
    private static int mixed(int hash) {
        int mixed = hash;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}

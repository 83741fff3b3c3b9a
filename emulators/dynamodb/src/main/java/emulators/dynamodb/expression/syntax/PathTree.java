package emulators.dynamodb.expression.syntax;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree of paths that do not overlap or conflict. A node's children are all map members, ordered by name, or all list elements, ordered by index.
 */
public final class PathTree {

    private static final int NO_PATH = -1;

    private final SortedMap<Step, PathTree> children = new TreeMap<>();
    private final Path firstPath;
    private int pathIndex = NO_PATH;

    private PathTree(Path firstPath) {
        this.firstPath = firstPath;
    }

    /**
     * Builds the tree of at least one path. A path that overlaps or conflicts with an earlier one is left out and reported. Paths overlap if one leads into the value of the other. They conflict if they use the same attribute as a map and as a list.
     */
    public static PathTree of(List<Path> paths, Problems problems) {
        PathTree root = new PathTree(paths.get(0));
        for (int i = 0; i < paths.size(); i++) {
            root.add(paths.get(i), i, problems);
        }
        return root;
    }

    /** Returns the next steps of the paths through this node. */
    public SortedMap<Step, PathTree> children() {
        return Collections.unmodifiableSortedMap(children);
    }

    /** Whether a path ends here. */
    public boolean isLeaf() {
        return pathIndex != NO_PATH;
    }

    /** Whether the paths continue to list elements. */
    public boolean leadsToElements() {
        return !children.isEmpty() && children.firstKey().isElement();
    }

    /** Returns the index of the path that ends here. */
    public int pathIndex() {
        return pathIndex;
    }

    private void add(Path path, int index, Problems problems) {
        PathTree node = this;
        for (Step step : path.steps()) {
            if (node.isLeaf()) {
                problems.report(Stage.OVERLAPS, two("overlap", node.firstPath, path));
                return;
            }
            if (!node.children.isEmpty() && node.leadsToElements() != step.isElement()) {
                problems.report(Stage.OVERLAPS, two("conflict", node.firstPath, path));
                return;
            }
            node = node.children.computeIfAbsent(step, s -> new PathTree(path));
        }
        if (node.isLeaf() || !node.children.isEmpty()) {
            problems.report(Stage.OVERLAPS, two("overlap", node.firstPath, path));
            return;
        }
        node.pathIndex = index;
    }

    private static String two(String verb, Path one, Path two) {
        return "Two document paths " + verb + " with each other; must remove or rewrite one of these paths; path one: "
                + one + ", path two: " + two;
    }
}

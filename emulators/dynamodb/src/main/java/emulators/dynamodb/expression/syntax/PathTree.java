package emulators.dynamodb.expression.syntax;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Paths that neither overlap nor conflict, as a tree of their steps. The children of a node are all members of a map,
 * ordered by name, or all elements of a list, ordered by index.
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
     * The tree of at least one path. A path that overlaps or conflicts with one before it is left out and reported: in
     * an update or a projection, no path may lead into what another path names, nor may two take the same attribute for
     * a map and for a list.
     */
    public static PathTree of(List<Path> paths, Problems problems) {
        PathTree root = new PathTree(paths.get(0));
        for (int i = 0; i < paths.size(); i++) {
            root.add(paths.get(i), i, problems);
        }
        return root;
    }

    /** The next steps of the paths that lead through this node. */
    public SortedMap<Step, PathTree> children() {
        return Collections.unmodifiableSortedMap(children);
    }

    /** Whether a path ends here. */
    public boolean isLeaf() {
        return pathIndex != NO_PATH;
    }

    /** Whether the paths go on to elements of a list. */
    public boolean leadsToElements() {
        return !children.isEmpty() && children.firstKey().isElement();
    }

    /** Which of the paths ends here. */
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

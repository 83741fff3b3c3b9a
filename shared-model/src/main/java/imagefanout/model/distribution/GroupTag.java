package imagefanout.model.distribution;

import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.registry.Group;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tag that makes a distribution configuration managed, {@code image-fanout:groups = prod sandbox}. Groups are separated by
 * spaces, because not every service allows commas in a tag value.
 */
public record GroupTag(SortedSet<Group> groups) {
    public static final String KEY = "image-fanout:groups";
    private static final int MAX = 256;

    public GroupTag {
        if (groups.isEmpty()) {
            throw new MalformedException("groups separated by spaces in the tag " + KEY, "");
        }
        groups = Sorted.copyOf(groups);
    }

    public static GroupTag parse(String value) {
        SortedSet<Group> groups = new TreeSet<>();
        for (String name : value.split(" ")) {
            if (!name.isEmpty()) {
                groups.add(new Group(name));
            }
        }
        return new GroupTag(groups);
    }

    /** The tag's value, at most 256 characters. */
    public String value() {
        String value = groups.stream().map(Group::name).collect(Collectors.joining(" "));
        if (value.length() > MAX) {
            throw new MalformedException("groups that fit into a tag value of " + MAX + " characters", value);
        }
        return value;
    }
}

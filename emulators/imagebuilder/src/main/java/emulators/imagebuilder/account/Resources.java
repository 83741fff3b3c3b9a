package emulators.imagebuilder.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.version.VersionPattern;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All resources of one kind. Guarded by the account's lock. */
public final class Resources {

    private final Map<String, Resource> byArn = new HashMap<>();
    private final NavigableMap<Long, Resource> newestFirst = new TreeMap<>(Comparator.reverseOrder());
    private final Index<Resource> byVersionlessArn = new Index<>();

    public boolean has(String arn) {
        return byArn.containsKey(arn);
    }

    /** Returns the resource with this ARN. For a version ARN, with or without wildcards, returns the newest match. */
    public Optional<Resource> find(String arn) {
        Optional<Resource> exact = Optional.ofNullable(byArn.get(arn));
        return exact.isPresent() ? exact : newest(arn);
    }

    private Optional<Resource> newest(String versionArn) {
        return Arns.versionIn(versionArn).flatMap(VersionPattern::parse).flatMap(pattern -> versions(
                        Arns.versionless(versionArn))
                .filter(resource -> pattern.matches(resource.version()))
                .max(Comparator.comparing(Resource::version).thenComparingLong(Resource::sequence)));
    }

    /** Returns all versions of the resource with a name, newest first. */
    public Stream<Resource> versions(String versionlessArn) {
        return byVersionlessArn.newestFirst(versionlessArn);
    }

    /** Returns the resources that were created before a position, newest first. */
    public Stream<Resource> olderThan(long sequence) {
        return newestFirst.tailMap(sequence, false).values().stream();
    }

    public List<Resource> all() {
        return List.copyOf(newestFirst.values());
    }

    public void add(Resource resource) {
        if (has(resource.arn())) {
            throw new IllegalStateException("Already exists: " + resource.arn());
        }
        keep(resource);
    }

    private void keep(Resource resource) {
        byArn.put(resource.arn(), resource);
        newestFirst.put(resource.sequence(), resource);
        byVersionlessArn.put(Arns.versionless(resource.arn()), resource);
    }

    /** Replaces the document of an existing resource. */
    public Resource replace(String arn, ObjectNode document) {
        Resource changed = byArn.get(arn).with(document);
        keep(changed);
        return changed;
    }

    public void remove(Resource resource) {
        byArn.remove(resource.arn());
        newestFirst.remove(resource.sequence());
        byVersionlessArn.remove(Arns.versionless(resource.arn()), resource);
    }
}

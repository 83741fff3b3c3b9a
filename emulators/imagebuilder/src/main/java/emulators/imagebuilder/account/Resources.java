package emulators.imagebuilder.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All resources of one kind. Guarded by the account's lock. */
public final class Resources {

    private final Map<String, Resource> byArn = new LinkedHashMap<>();

    public boolean has(String arn) {
        return byArn.containsKey(arn);
    }

    public Optional<Resource> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    public List<Resource> newestFirst() {
        List<Resource> all = new ArrayList<>(byArn.values());
        Collections.reverse(all);
        return all;
    }

    public void add(Resource resource) {
        if (byArn.putIfAbsent(resource.arn(), resource) != null) {
            throw new IllegalStateException("Already exists: " + resource.arn());
        }
    }

    /** Replaces the document of an existing resource. */
    public void replace(String arn, ObjectNode document) {
        byArn.computeIfPresent(arn, (same, resource) -> resource.with(document));
    }
}

package emulators.imagebuilder.account;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All builds, and which of them are hidden. Guarded by the account's lock. */
public final class Images {

    /** Builds that share a value, newest first for each value. */
    private static final class Index {

        private final Map<String, NavigableMap<Long, Image>> byValue = new HashMap<>();

        void put(String value, Image image) {
            byValue.computeIfAbsent(value, absent -> new TreeMap<>(Comparator.reverseOrder()))
                    .put(image.sequence(), image);
        }

        Stream<Image> newestFirst(String value) {
            return byValue.getOrDefault(value, Collections.emptyNavigableMap()).values().stream();
        }
    }

    private final Map<String, Image> byArn = new HashMap<>();
    private final NavigableMap<Long, Image> newestFirst = new TreeMap<>(Comparator.reverseOrder());
    private final Index byVersion = new Index();
    private final Index byVersionlessArn = new Index();
    private final Index byPipeline = new Index();
    private final Set<String> hidden = new HashSet<>();

    /** The build with this ARN; for the ARN of a version, with or without wildcards, its newest available build. */
    public Optional<Image> find(String arn) {
        Optional<Image> build = build(arn).filter(this::isVisible);
        return build.isPresent() ? build : newestAvailable(arn);
    }

    /** The build with this ARN, hidden or not. */
    Optional<Image> build(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    private Optional<Image> newestAvailable(String versionArn) {
        int slash = versionArn.lastIndexOf('/');
        String versionlessArn = versionArn.substring(0, slash);
        return VersionPattern.parse(versionArn.substring(slash + 1)).flatMap(pattern -> byVersionlessArn
                .newestFirst(versionlessArn)
                .filter(this::isVisible)
                .filter(image -> pattern.matches(image.version()))
                .filter(image -> image.status() == ImageStatus.AVAILABLE)
                .max(Image.BY_VERSION));
    }

    /** Every build that is not hidden, newest first. */
    public Stream<Image> newestFirst() {
        return newestFirst.values().stream().filter(this::isVisible);
    }

    /** The builds of a version that are not hidden, newest first. */
    public Stream<Image> ofVersion(String versionArn) {
        return byVersion.newestFirst(versionArn).filter(this::isVisible);
    }

    /** The builds of a pipeline that are not hidden, newest first. */
    public Stream<Image> ofPipeline(String pipelineArn) {
        return byPipeline.newestFirst(pipelineArn).filter(this::isVisible);
    }

    private boolean isVisible(Image image) {
        return !hidden.contains(image.arn());
    }

    int nextBuild(String versionArn) {
        return 1
                + byVersion
                        .newestFirst(versionArn)
                        .findFirst()
                        .map(Image::build)
                        .orElse(0);
    }

    /** Stores a build, instead of the one with its ARN if there is one. */
    void keep(Image image) {
        byArn.put(image.arn(), image);
        newestFirst.put(image.sequence(), image);
        byVersion.put(image.versionArn(), image);
        byVersionlessArn.put(image.versionlessArn(), image);
        image.pipelineArn().ifPresent(arn -> byPipeline.put(arn, image));
    }

    /** Hides a build from Get and lists. */
    void hide(String arn) {
        hidden.add(arn);
    }

    void show(String arn) {
        hidden.remove(arn);
    }
}

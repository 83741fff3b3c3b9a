package emulators.imagebuilder.account;

import emulators.imagebuilder.version.VersionPattern;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All builds, including hidden ones. Guarded by the account's lock. */
public final class Images {

    private final Map<String, Image> byArn = new HashMap<>();
    private final NavigableMap<Long, Image> newestFirst = new TreeMap<>(Comparator.reverseOrder());
    private final Index<Image> byVersion = new Index<>();
    private final Index<Image> byVersionlessArn = new Index<>();
    private final Index<Image> byPipeline = new Index<>();
    private final Map<String, Integer> lastBuilds = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();

    /** Returns the build with this ARN. For a version ARN, with or without wildcards, returns the newest available build. */
    public Optional<Image> find(String arn) {
        Optional<Image> build = build(arn).filter(this::isVisible);
        return build.isPresent() ? build : newestAvailable(arn);
    }

    /** Returns the build with this ARN, even if it is hidden. */
    public Optional<Image> build(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    private Optional<Image> newestAvailable(String versionArn) {
        return Arns.versionIn(versionArn).flatMap(VersionPattern::parse).flatMap(pattern -> byVersionlessArn
                .newestFirst(Arns.versionless(versionArn))
                .filter(this::isVisible)
                .filter(image -> pattern.matches(image.version()))
                .filter(image -> image.status() == ImageStatus.AVAILABLE)
                .max(Image.BY_VERSION));
    }

    /** Returns the visible builds that started before a position, newest first. */
    public Stream<Image> olderThan(long sequence) {
        return newestFirst.tailMap(sequence, false).values().stream().filter(this::isVisible);
    }

    /** Returns the visible builds of a version that started before a position, newest first. */
    public Stream<Image> ofVersion(String versionArn, long sequence) {
        return byVersion.olderThan(versionArn, sequence).filter(this::isVisible);
    }

    /** Returns the visible builds of a pipeline that started before a position, newest first. */
    public Stream<Image> ofPipeline(String pipelineArn, long sequence) {
        return byPipeline.olderThan(pipelineArn, sequence).filter(this::isVisible);
    }

    /** Returns the visible builds of a pipeline, newest first. */
    public Stream<Image> ofPipeline(String pipelineArn) {
        return ofPipeline(pipelineArn, Long.MAX_VALUE);
    }

    /** Returns the number of consecutive failed builds of a pipeline, counted from the newest. */
    public long consecutiveFailures(String pipelineArn) {
        return ofPipeline(pipelineArn)
                .takeWhile(image -> image.status() != ImageStatus.AVAILABLE)
                .filter(image -> image.status() == ImageStatus.FAILED)
                .count();
    }

    private boolean isVisible(Image image) {
        return !hidden.contains(image.arn());
    }

    /** Returns a version's next build number. <em>Inferred:</em> the number of a deleted build is not reused. */
    int nextBuild(String versionArn) {
        return 1 + lastBuilds.getOrDefault(versionArn, 0);
    }

    /** Stores a build. Replaces a build with the same ARN. */
    void keep(Image image) {
        byArn.put(image.arn(), image);
        newestFirst.put(image.sequence(), image);
        byVersion.put(image.versionArn(), image);
        byVersionlessArn.put(image.versionlessArn(), image);
        image.pipelineArn().ifPresent(arn -> byPipeline.put(arn, image));
        lastBuilds.merge(image.versionArn(), Integer.parseInt(image.build()), Math::max);
    }

    public void remove(Image image) {
        byArn.remove(image.arn());
        newestFirst.remove(image.sequence());
        byVersion.remove(image.versionArn(), image);
        byVersionlessArn.remove(image.versionlessArn(), image);
        image.pipelineArn().ifPresent(arn -> byPipeline.remove(arn, image));
    }

    /** Hides a build from get and list operations. */
    void hide(String arn) {
        hidden.add(arn);
    }

    void show(String arn) {
        hidden.remove(arn);
    }
}

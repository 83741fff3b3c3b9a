package emulators.imagebuilder.account;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All builds, and which of them are out of sight. Guarded by the account's lock. */
public final class Images {

    private final Map<String, Image> byArn = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    /** The build with this ARN; for the ARN of a version, wildcards or not, the newest available build of it. */
    public Optional<Image> find(String arn) {
        Optional<Image> build =
                visible().filter(image -> image.arn().equals(arn)).findFirst();
        return build.isPresent() ? build : newestAvailable(arn);
    }

    /** The build with this ARN, out of sight or not. */
    Optional<Image> build(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    private Optional<Image> newestAvailable(String versionArn) {
        int slash = versionArn.lastIndexOf('/');
        String versionlessArn = versionArn.substring(0, slash);
        return VersionPattern.parse(versionArn.substring(slash + 1)).flatMap(pattern -> visible()
                .filter(image -> image.versionlessArn().equals(versionlessArn))
                .filter(image -> pattern.matches(image.version()))
                .filter(image -> image.status() == ImageStatus.AVAILABLE)
                .max(Image.BY_VERSION));
    }

    /** Every build that Get and lists can see, newest first. */
    public List<Image> newestFirst() {
        return visible()
                .sorted(Comparator.comparingLong(Image::sequence).reversed())
                .toList();
    }

    private Stream<Image> visible() {
        return byArn.values().stream().filter(image -> !gone.contains(image.arn()));
    }

    int nextBuild(String versionArn) {
        return 1
                + byArn.values().stream()
                        .filter(image -> image.versionArn().equals(versionArn))
                        .mapToInt(Image::build)
                        .max()
                        .orElse(0);
    }

    void keep(Image image) {
        byArn.put(image.arn(), image);
    }

    /** Takes a build out of sight of Get and lists. */
    void hide(String arn) {
        gone.add(arn);
    }

    void show(String arn) {
        gone.remove(arn);
    }
}

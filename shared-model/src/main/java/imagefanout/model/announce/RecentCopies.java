package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.UsableCopies;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each audience may launch of one lineage, for many audiences: the newest {@value #MAX_IMAGES} builds, and as many promoted
 * ones, are read once, with all their copies, and only the others for each audience.
 *
 * <p>Lists of the catalog may miss the latest writes, but the change that is announced must not be missed. So the builds that
 * changed are added to the list, and every build that is read whole is read consistently.
 */
final class RecentCopies implements UsableCopies {
    /** One answer needs five. The others make up for builds without copies. */
    static final int MAX_IMAGES = 8;

    private final ImageCatalog catalog;
    private final Lineage lineage;
    private final NavigableMap<BuildPosition, RecordedImage> changed = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BuildPosition, ImageBuildArn> recent = new TreeMap<>(Comparator.reverseOrder());
    private final Map<ImageBuildArn, Optional<RecordedImage>> images = new HashMap<>();
    private final boolean isComplete;

    /** @param changed the builds that changed, with all their Regions */
    RecentCopies(ImageCatalog catalog, Lineage lineage, Collection<RecordedImage> changed) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.lineage = requireNonNull(lineage, "lineage");
        changed.stream().filter(this::isOfLineage).forEach(image -> {
            this.changed.put(image.recorded().build().position(), image);
            images.put(arn(image), Optional.of(image));
        });
        ResultPage<RecordedBuild, BuildPosition> listed = catalog.builds(lineage, Optional.empty(), MAX_IMAGES);
        isComplete = listed.next().isEmpty();
        listed.items().stream()
                .map(RecordedBuild::build)
                .filter(build -> !images.containsKey(build.arn()))
                .forEach(build -> recent.put(build.position(), build.arn()));
        this.changed.forEach((position, image) -> {
            if (isBeforeEnd(position, listed)) {
                recent.put(position, arn(image));
            }
        });
    }

    private static boolean isBeforeEnd(BuildPosition position, ResultPage<?, BuildPosition> page) {
        return page.next().filter(last -> position.compareTo(last) < 0).isEmpty();
    }

    private static ImageBuildArn arn(RecordedImage image) {
        return image.recorded().build().arn();
    }

    private boolean isOfLineage(RecordedImage image) {
        return image.recorded().build().lineage().equals(lineage);
    }

    private Optional<UsableCopy> copy(Audience audience, ImageBuildArn arn) {
        return images.computeIfAbsent(arn, build -> catalog.image(build).filter(this::isOfLineage))
                .flatMap(image -> UsableCopy.of(audience, image));
    }

    /** The audiences other than accounts that could ever launch a build of the lineage. */
    Set<Audience> openedTo() {
        Set<Audience> open = new HashSet<>(catalog.openedTo(lineage));
        changed.values().stream()
                .flatMap(image -> image.fanOut().regions().values().stream())
                .flatMap(region -> region.launchPermission().audiences().stream())
                .filter(audience -> !(audience instanceof Audience.Account))
                .forEach(open::add);
        return open;
    }

    @Override
    public ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage of, Optional<Region> region, Optional<BuildPosition> before, int limit) {
        List<UsableCopy> found = new ArrayList<>();
        for (Map.Entry<BuildPosition, ImageBuildArn> build :
                before.map(end -> recent.tailMap(end, false)).orElse(recent).entrySet()) {
            copy(audience, build.getValue()).ifPresent(found::add);
            if (found.size() == limit) {
                return new ResultPage<>(found, Optional.of(build.getKey()));
            }
        }
        if (isComplete) {
            return new ResultPage<>(found, Optional.empty());
        }
        BuildPosition end = recent.lastKey();
        ResultPage<UsableCopy, BuildPosition> older = older(
                audience, before.filter(position -> position.compareTo(end) < 0).orElse(end), limit - found.size());
        found.addAll(older.items());
        return new ResultPage<>(found, older.next());
    }

    private ResultPage<UsableCopy, BuildPosition> older(Audience audience, BuildPosition before, int limit) {
        ResultPage<UsableCopy, BuildPosition> page =
                catalog.usable(audience, lineage, Optional.empty(), Optional.of(before), limit);
        NavigableMap<BuildPosition, UsableCopy> copies = new TreeMap<>(Comparator.reverseOrder());
        // A build that was made anew under its ARN may still be listed at its earlier position.
        page.items().stream()
                .filter(copy -> changed.values().stream().noneMatch(image -> arn(image)
                        .equals(copy.recorded().build().arn())))
                .forEach(copy -> copies.put(copy.recorded().build().position(), copy));
        changed.tailMap(before, false).forEach((position, image) -> {
            if (isBeforeEnd(position, page)) {
                UsableCopy.of(audience, image).ifPresent(copy -> copies.put(position, copy));
            }
        });
        return new ResultPage<>(List.copyOf(copies.values()), page.next());
    }

    /** The promoted builds of a channel. */
    @Override
    public List<UsableCopy> usable(Audience audience, Lineage of, Set<ImageBuildArn> arns) {
        List<UsableCopy> found = new ArrayList<>();
        Set<ImageBuildArn> others = new HashSet<>();
        for (ImageBuildArn arn : arns) {
            if (images.containsKey(arn) || images.size() < changed.size() + MAX_IMAGES) {
                copy(audience, arn).ifPresent(found::add);
            } else {
                others.add(arn);
            }
        }
        if (!others.isEmpty()) {
            found.addAll(catalog.usable(audience, lineage, others));
        }
        found.sort(Comparator.comparing(copy -> copy.recorded().build().position(), Comparator.reverseOrder()));
        return found;
    }
}

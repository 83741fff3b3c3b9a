package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.UsableCopies;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
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
 * What each audience may launch of one lineage, for many audiences: the newest {@value #MAX_IMAGES} builds are read once, with
 * all their copies, and only the older ones for each audience.
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
    private final List<RecordedImage> images = new ArrayList<>();
    private final Map<ImageBuildArn, Optional<RecordedImage>> promoted = new HashMap<>();
    private final List<ImageBuildArn> unread;
    private final boolean isComplete;

    /** @param changed the builds that changed, with all their Regions */
    RecentCopies(ImageCatalog catalog, Lineage lineage, Collection<RecordedImage> changed) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.lineage = requireNonNull(lineage, "lineage");
        changed.stream().filter(this::isOfLineage).forEach(image -> this.changed.put(position(image), image));
        ResultPage<?, BuildPosition> listed = list();
        isComplete = listed.next().isEmpty();
        this.changed.forEach((position, image) -> {
            if (listed.next().filter(last -> position.compareTo(last) < 0).isEmpty()) {
                recent.put(position, image.recorded().build().arn());
            }
        });
        unread = new ArrayList<>(recent.values());
    }

    private ResultPage<?, BuildPosition> list() {
        var listed = catalog.builds(lineage, Optional.empty(), MAX_IMAGES);
        Set<ImageBuildArn> known = new HashSet<>();
        changed.values().forEach(image -> known.add(image.recorded().build().arn()));
        listed.items().stream()
                .map(recorded -> recorded.build())
                .filter(build -> !known.contains(build.arn()))
                .forEach(build -> recent.put(build.position(), build.arn()));
        return listed;
    }

    private boolean isOfLineage(RecordedImage image) {
        return image.recorded().build().lineage().equals(lineage);
    }

    private static BuildPosition position(RecordedImage image) {
        return image.recorded().build().position();
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
            Audience audience, Lineage of, Optional<BuildPosition> before, int limit) {
        List<UsableCopy> found = new ArrayList<>();
        for (int i = 0; i < images.size() || readNext(); i++) {
            RecordedImage image = images.get(i);
            if (before.filter(end -> position(image).compareTo(end) >= 0).isEmpty()) {
                UsableCopy copy = UsableCopy.of(audience, image);
                if (!copy.isEmpty()) {
                    found.add(copy);
                }
            }
            if (found.size() == limit) {
                return new ResultPage<>(found, Optional.of(position(image)));
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

    /** Reads the next image. False: there are no more. */
    private boolean readNext() {
        while (!unread.isEmpty()) {
            ImageBuildArn next = unread.remove(0);
            Optional<RecordedImage> image = changed.values().stream()
                    .filter(one -> one.recorded().build().arn().equals(next))
                    .findFirst()
                    .or(() -> catalog.image(next))
                    .filter(this::isOfLineage);
            if (image.isPresent()) {
                return images.add(image.get());
            }
        }
        return false;
    }

    /** The promoted builds of a channel. The first are read once for all accounts, the others for each. */
    @Override
    public List<UsableCopy> usable(Audience audience, Lineage of, Set<ImageBuildArn> arns) {
        List<UsableCopy> found = new ArrayList<>();
        Set<ImageBuildArn> others = new HashSet<>();
        for (ImageBuildArn arn : arns) {
            if (promoted.size() < MAX_IMAGES || promoted.containsKey(arn)) {
                promoted.computeIfAbsent(arn, build -> catalog.image(build).filter(this::isOfLineage))
                        .map(image -> UsableCopy.of(audience, image))
                        .filter(copy -> !copy.isEmpty())
                        .ifPresent(found::add);
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

    private ResultPage<UsableCopy, BuildPosition> older(Audience audience, BuildPosition before, int limit) {
        ResultPage<UsableCopy, BuildPosition> page = catalog.usable(audience, lineage, Optional.of(before), limit);
        NavigableMap<BuildPosition, UsableCopy> copies = new TreeMap<>(Comparator.reverseOrder());
        page.items().forEach(copy -> copies.put(copy.recorded().build().position(), copy));
        changed.forEach((position, image) -> {
            boolean isInPage = position.compareTo(before) < 0
                    && page.next().filter(last -> position.compareTo(last) < 0).isEmpty();
            if (isInPage) {
                copies.remove(position);
                UsableCopy copy = UsableCopy.of(audience, image);
                if (!copy.isEmpty()) {
                    copies.put(position, copy);
                }
            }
        });
        return new ResultPage<>(List.copyOf(copies.values()), page.next());
    }
}

package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.BuildPosition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads what a channel's promotions are of, page by page, newest first. A build that was made later under the ARN of a promoted
 * one is not promoted.
 *
 * @param promotions newest first
 * @param read reads those of these builds that there are, newest first
 * @param build the build of an item
 */
record PromotedPages<T>(
        List<Promotion> promotions, Function<Set<ImageBuildArn>, List<T>> read, Function<T, Build> build)
        implements BiFunction<Optional<BuildPosition>, Integer, ResultPage<T, BuildPosition>> {
    PromotedPages {
        promotions = List.copyOf(promotions);
        requireNonNull(read, "read");
        requireNonNull(build, "build");
    }

    @Override
    public ResultPage<T, BuildPosition> apply(Optional<BuildPosition> before, Integer limit) {
        List<Promotion> older = promotions.stream()
                .filter(promotion -> before.isEmpty() || promotion.position().compareTo(before.get()) < 0)
                .toList();
        ResultPage<Promotion, BuildPosition> page = ResultPage.first(older, limit, Promotion::position);
        Set<ImageBuildArn> builds = page.items().stream().map(Promotion::build).collect(Collectors.toUnmodifiableSet());
        List<T> items = builds.isEmpty() ? List.of() : read.apply(builds);
        return new ResultPage<>(
                items.stream()
                        .filter(item -> isPromoted(build.apply(item), page.items()))
                        .toList(),
                page.next());
    }

    private static boolean isPromoted(Build recorded, List<Promotion> page) {
        return page.stream().anyMatch(promotion -> promotion.isOf(recorded));
    }
}

package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of the catalog lack the latest writes, as eventually consistent lists do. A build that is read whole is up to date. */
final class RecentCopiesTest {
    private static final PipelineArn OTHER =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/other");
    private static final Audience EVERYONE = new Audience.Everyone();
    private static final Audience ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-example1234");
    private static final List<Audience> AUDIENCES =
            List.of(new Audience.Account(PROD), new Audience.Account(SANDBOX), EVERYONE, ORGANIZATION);
    private static final List<LaunchPermission> PERMISSIONS = List.of(
            LaunchPermission.NONE,
            LaunchPermission.NONE,
            new LaunchPermission(Set.of(EVERYONE)),
            new LaunchPermission(Set.of(ORGANIZATION, new Audience.Account(SANDBOX))));

    @Test
    void everyAudienceIsAnsweredFromTheLatestWrites() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LaggingCatalog catalog = random(random);
            RecentCopies copies = new RecentCopies(catalog.catalog(), PIPELINE, catalog.changed());

            everyListIsUpToDateOnPagesOfAnySize(copies, catalog, random);
            everyChannelIsUpToDate(copies, catalog, random);
            theAudiencesOfChangedBuildsAreKnown(copies, catalog);
        }
    }

    private static void everyListIsUpToDateOnPagesOfAnySize(
            RecentCopies copies, LaggingCatalog catalog, Random random) {
        for (Audience audience : AUDIENCES) {
            assertThat(walk(copies, audience, 1 + random.nextInt(6)))
                    .as("%s of %s", audience, catalog.written)
                    .isEqualTo(catalog.now
                            .usable(audience, PIPELINE, Optional.empty(), Optional.empty(), 1000)
                            .items());
        }
    }

    private static void everyChannelIsUpToDate(RecentCopies copies, LaggingCatalog catalog, Random random) {
        Set<ImageBuildArn> promoted = new HashSet<>(catalog.arns());
        promoted.removeIf(arn -> random.nextInt(5) == 0 || catalog.moved.contains(arn));
        for (Audience audience : AUDIENCES) {
            assertThat(copies.usable(audience, PIPELINE, promoted))
                    .as("%s of %s", audience, catalog.written)
                    .isEqualTo(catalog.now.usable(audience, PIPELINE, promoted));
        }
    }

    private static void theAudiencesOfChangedBuildsAreKnown(RecentCopies copies, LaggingCatalog catalog) {
        Set<Audience> open = copies.openedTo();

        assertThat(open).containsAll(catalog.opened()).isSubsetOf(Set.of(EVERYONE, ORGANIZATION));
        assertThat(catalog.now.openedTo(PIPELINE)).containsAll(open);
    }

    @Test
    void pagesAreFullAndGoOnInTheListOfTheCatalog() {
        LaggingCatalog catalog = builds(14);
        RecentCopies copies = new RecentCopies(catalog.catalog(), PIPELINE, List.of());

        var first = copies.usable(AUDIENCES.get(0), PIPELINE, Optional.empty(), Optional.empty(), 5);
        var second = copies.usable(AUDIENCES.get(0), PIPELINE, Optional.empty(), first.next(), 5);
        var last = copies.usable(AUDIENCES.get(0), PIPELINE, Optional.empty(), second.next(), 5);

        assertThat(arns(first)).containsExactlyElementsOf(numbers(14, 10));
        assertThat(arns(second)).containsExactlyElementsOf(numbers(9, 5));
        assertThat(arns(last)).containsExactlyElementsOf(numbers(4, 1));
        assertThat(last.next()).isEmpty();
        assertThat(catalog.readWhole).containsExactlyElementsOf(numbers(14, 15 - RecentCopies.MAX_IMAGES));
    }

    @Test
    void ofManyPromotedBuildsEightAreReadOnceForAllAudiencesAndOnlyTheOthersForEach() {
        LaggingCatalog catalog = builds(12);
        List<RecordedImage> changed =
                List.of(catalog.now.image(GoldenImages.build(12).arn()).orElseThrow());
        RecentCopies copies = new RecentCopies(catalog.catalog(), PIPELINE, changed);

        for (Audience audience : AUDIENCES) {
            copies.usable(audience, PIPELINE, catalog.arns());
        }

        assertThat(catalog.readWhole).hasSize(RecentCopies.MAX_IMAGES).doesNotHaveDuplicates();
        assertThat(catalog.readForOne).hasSameSizeAs(AUDIENCES).allSatisfy(others -> assertThat(others)
                .hasSize(12 - 1 - RecentCopies.MAX_IMAGES));
    }

    @Test
    void fewPromotedBuildsAreReadForNoAudienceAlone() {
        LaggingCatalog catalog = builds(4);
        RecentCopies copies = new RecentCopies(catalog.catalog(), PIPELINE, List.of());

        for (Audience audience : AUDIENCES) {
            copies.usable(audience, PIPELINE, catalog.arns());
        }

        assertThat(catalog.readWhole).hasSize(4);
        assertThat(catalog.readForOne).isEmpty();
    }

    private static List<UsableCopy> walk(RecentCopies copies, Audience audience, int limit) {
        List<UsableCopy> all = new ArrayList<>();
        Optional<BuildPosition> next = Optional.empty();
        int pages = 0;
        do {
            ResultPage<UsableCopy, BuildPosition> page =
                    copies.usable(audience, PIPELINE, Optional.empty(), next, limit);
            all.addAll(page.items());
            next = page.next();
            assertThat(++pages).isLessThan(100);
        } while (next.isPresent());
        return all;
    }

    private static List<ImageBuildArn> arns(ResultPage<UsableCopy, BuildPosition> page) {
        return page.items().stream().map(copy -> copy.recorded().build().arn()).toList();
    }

    private static List<ImageBuildArn> numbers(int newest, int oldest) {
        return IntStream.rangeClosed(-newest, -oldest)
                .mapToObj(number -> GoldenImages.build(-number).arn())
                .toList();
    }

    private static LaggingCatalog builds(int count) {
        LaggingCatalog catalog = new LaggingCatalog();
        for (int number = 1; number <= count; number++) {
            catalog.record(GoldenImages.build(number).to(US, PROD));
        }
        catalog.catchUp();
        return catalog;
    }

    /** Up to 20 builds; some of them, and new ones, change after the lists were written. */
    private static LaggingCatalog random(Random random) {
        LaggingCatalog catalog = new LaggingCatalog();
        int count = 1 + random.nextInt(20);
        for (int number = 1; number <= count; number++) {
            catalog.record(random(number, random));
        }
        catalog.catchUp();
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            GoldenImages any = random(1 + random.nextInt(count + 2), random);
            GoldenImages newest = random(Math.max(1, count - random.nextInt(3)), random);
            switch (random.nextInt(6)) {
                case 0 -> catalog.record(any.builtAgain());
                case 1 -> catalog.move(newest);
                case 2 -> catalog.record(any.to(US, PROD).withAmi(US, PROD, ImageState.DISABLED));
                default -> catalog.record(any);
            }
        }
        return catalog;
    }

    private static GoldenImages random(int number, Random random) {
        LaunchPermission permission = PERMISSIONS.get(random.nextInt(PERMISSIONS.size()));
        GoldenImages build = GoldenImages.build(number).to(US, permission, OWNER);
        return switch (random.nextInt(4)) {
            case 0 -> build;
            case 1 -> build.to(US, PROD);
            case 2 -> build.to(US, SANDBOX);
            default -> build.to(US, PROD, SANDBOX);
        };
    }

    private static final class LaggingCatalog {
        private final InMemoryImageCatalog now = new InMemoryImageCatalog();
        private final Set<ImageBuildArn> written = new HashSet<>();
        private final Set<ImageBuildArn> moved = new HashSet<>();
        private final List<ImageBuildArn> readWhole = new ArrayList<>();
        private final List<Set<?>> readForOne = new ArrayList<>();
        private InMemoryImageCatalog listed = new InMemoryImageCatalog();
        private Instant at = Instant.parse("2026-03-01T00:00:00Z");

        void record(GoldenImages build) {
            at = at.plusSeconds(1);
            now.record(ImageSnapshot.of(at, build.described()));
            written.add(build.arn());
            moved.remove(build.arn());
        }

        /** Another pipeline makes the build anew. */
        void move(GoldenImages build) {
            record(build.of(OTHER).builtAgain());
            moved.add(build.arn());
        }

        void catchUp() {
            listed = now.copy();
            written.clear();
        }

        Set<ImageBuildArn> arns() {
            Set<ImageBuildArn> arns = new HashSet<>(written);
            listed.builds(PIPELINE, Optional.empty(), 1000)
                    .items()
                    .forEach(recorded -> arns.add(recorded.build().arn()));
            return arns;
        }

        List<RecordedImage> changed() {
            return written.stream().map(arn -> now.image(arn).orElseThrow()).toList();
        }

        /** The audiences other than accounts that may launch a build of the pipeline now. */
        Set<Audience> opened() {
            return now.builds(PIPELINE, Optional.empty(), 1000).items().stream()
                    .flatMap(recorded ->
                            now.image(recorded.build().arn()).orElseThrow().fanOut().regions().values().stream())
                    .flatMap(region -> region.launchPermission().audiences().stream())
                    .filter(audience -> !(audience instanceof Audience.Account))
                    .collect(Collectors.toSet());
        }

        ImageCatalog catalog() {
            return (ImageCatalog) Proxy.newProxyInstance(
                    ImageCatalog.class.getClassLoader(),
                    new Class<?>[] {ImageCatalog.class},
                    (proxy, method, arguments) -> {
                        boolean isWhole = method.getName().equals("image");
                        if (isWhole) {
                            readWhole.add((ImageBuildArn) arguments[0]);
                        } else if (method.getName().equals("usable") && arguments.length == 3) {
                            readForOne.add((Set<?>) arguments[2]);
                        }
                        return method.invoke(isWhole ? now : listed, arguments);
                    });
        }
    }
}

package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.journal.HeldLease;
import imagefanout.model.journal.JournalContendedException;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.listing.PageTooLargeException;
import imagefanout.model.listing.StalePageException;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds are made, changed and deleted in two Regions, some messages are lost, and runs of every scope are late, fail, or die. At no
 * time is a build that exists recorded as deleted or gone, or dropped; one undisturbed sweep later, the catalog agrees with Image
 * Builder.
 */
final class GeneratedSweepsTest {
    private static final int ROUNDS = 60;
    private static final int STEPS = 14;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNoBuildAndFindsEveryOne(boolean listsAll) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            new World(listsAll, seed).lives();
        }
    }

    private static final class World {
        private final ReconcileFixture fixture;
        private final Random random;
        private final String name;
        private final List<ImageBuildArn> existing = new ArrayList<>();
        private final Set<ImageBuildArn> once = new HashSet<>();
        private int builds;

        World(boolean listsAll, int seed) {
            this.fixture = listsAll ? ReconcileFixture.withListOfAllBuilds() : new ReconcileFixture();
            this.random = new Random(seed);
            this.name = "seed " + seed;
            fixture.looksIn(GoldenImages.US, GoldenImages.EU);
            for (int build = 0; build < 12; build++) {
                makes();
            }
        }

        void lives() {
            for (int step = 0; step < STEPS; step++) {
                fixture.passes(Duration.ofMinutes(random.nextInt(90)));
                switch (random.nextInt(7)) {
                    case 0 -> makes();
                    case 1 -> changes();
                    case 2 -> deletes();
                    case 3 -> omits();
                    default -> runs();
                }
                keepsWhatExists();
            }
            fixture.interruption = call -> {};
            fixture.passes(HeldLease.LENGTH);
            fixture.runsToEnd(new Scope.Resume());

            Reconciled last = fixture.runsToEnd(new Scope.AllLineages());

            assertThat(last.outcome()).as(name).isEqualTo(ReconcileOutcome.COMPLETE);
            assertThat(fixture.states()).as(name).isEqualTo(truth());
            assertThat(fixture.journal.read().hasWork()).as(name).isFalse();
        }

        private void makes() {
            String region = random.nextBoolean() ? "us-east-1" : "eu-west-1";
            String image = List.of("a", "b", "lone").get(random.nextInt(3));
            ImageBuildArn arn = ReconcileFixture.build(region, image, "1." + random.nextInt(2) + ".0", ++builds);
            put(arn, ImageState.AVAILABLE);
            existing.add(arn);
            if (random.nextBoolean()) {
                fixture.delivered(arn);
            }
        }

        private void put(ImageBuildArn arn, ImageState state) {
            GoldenImages build = GoldenImages.build(1)
                    .named(arn)
                    .createdAt(fixture.now().minus(Duration.ofMinutes(5)))
                    .in(state);
            if (arn.name().equals("lone")) {
                fixture.service.put(build.withoutPipeline().described());
            } else {
                fixture.service.put(build.of(pipeline(arn)).described());
                fixture.service.ran(pipeline(arn), fixture.now());
            }
        }

        private void changes() {
            List<ImageState> later = List.of(ImageState.DEPRECATED, ImageState.DISABLED, ImageState.DELETED);
            ImageBuildArn arn = any();
            if (describes(arn) != ImageState.DELETED) {
                put(arn, later.get(random.nextInt(later.size())));
            }
        }

        private void deletes() {
            if (existing.size() > 1) {
                ImageBuildArn arn = any();
                fixture.service.remove(arn);
                existing.remove(arn);
            }
        }

        /** Lists may omit a build that exists. */
        private void omits() {
            ImageBuildArn arn = any();
            fixture.delivered(arn);
            if (random.nextBoolean()) {
                fixture.service.unlist(arn);
            } else {
                fixture.service.unlistAmongAll(arn);
            }
        }

        private void runs() {
            Duration each = Duration.ofSeconds(random.nextInt(3) * 29L);
            int faultAt = random.nextInt(60);
            Supplier<Throwable> fault = fault();
            int[] calls = {0};
            fixture.interruption = call -> {
                boolean asksTheService = call.startsWith("ImageListing.") || call.startsWith("ImageBuilder.");
                fixture.passes(asksTheService ? each : Duration.ZERO);
                boolean canFail = asksTheService
                        || fault.get() instanceof StorageException
                        || fault.get() instanceof ReconcileFixture.Killed;
                if (canFail && ++calls[0] % 60 == faultAt) {
                    ReconcileFixture.raise(fault.get());
                }
            };
            try {
                fixture.runs(scope());
            } catch (StorageException
                    | ReconcileAbortedException
                    | JournalContendedException
                    | ReconcileFixture.Killed e) {
                fixture.passes(HeldLease.LENGTH);
            } finally {
                fixture.interruption = call -> {};
            }
        }

        private Scope scope() {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Scope.AllLineages();
                case 2 -> new Scope.ChangedPipelines();
                case 3 -> new Scope.SomeLineages(Set.of(lineage(any())), WalkDepth.values()[random.nextInt(2)]);
                default -> new Scope.Resume();
            };
        }

        private Supplier<Throwable> fault() {
            return switch (random.nextInt(6)) {
                case 0 -> () -> new ImageBuilderException("no answer", null);
                case 1 -> () -> new ThrottledException("too many", null);
                case 2 -> () -> new StalePageException("stale", null);
                case 3 -> () -> new PageTooLargeException("too large", null);
                case 4 -> () -> new StorageException("no answer", null);
                default -> ReconcileFixture.Killed::new;
            };
        }

        private void keepsWhatExists() {
            assertThat(fixture.states().keySet()).as(name).containsAll(once);
            once.addAll(fixture.states().keySet());
            fixture.states().forEach((arn, state) -> {
                if (existing.contains(arn) && describes(arn) != ImageState.DELETED) {
                    assertThat(state).as("%s: %s", name, arn).isNotIn(ImageState.DELETED, ImageState.GONE);
                }
            });
        }

        private TreeMap<ImageBuildArn, ImageState> truth() {
            TreeMap<ImageBuildArn, ImageState> truth = new TreeMap<>();
            Set<ImageBuildArn> all = new TreeSet<>(once);
            all.addAll(existing);
            // A build that was recorded as deleted stays so when Image Builder forgets it.
            all.forEach(arn -> truth.put(
                    arn,
                    existing.contains(arn)
                            ? describes(arn)
                            : fixture.state(arn)
                                    .filter(ImageState.DELETED::equals)
                                    .orElse(ImageState.GONE)));
            return truth;
        }

        private ImageState describes(ImageBuildArn arn) {
            return fixture.service.describe(arn).build().state();
        }

        private ImageBuildArn any() {
            return existing.get(random.nextInt(existing.size()));
        }

        private static Lineage lineage(ImageBuildArn arn) {
            return arn.name().equals("lone") ? arn.image() : pipeline(arn);
        }

        private static PipelineArn pipeline(ImageBuildArn arn) {
            return ReconcileFixture.pipeline(arn.region().value(), arn.name());
        }
    }
}

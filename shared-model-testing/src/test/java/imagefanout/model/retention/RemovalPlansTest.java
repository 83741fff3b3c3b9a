package imagefanout.model.retention;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.Hold;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RemovalPlansTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(100));
    private static final RetentionRule RULE = new RetentionRule(Duration.ofDays(30), 1);
    private static final BooleanSupplier ALWAYS = () -> true;
    private static final BooleanSupplier NEVER = () -> false;

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final RemoveOldBuilds removeOldBuilds =
            new RemoveOldBuilds(catalog, catalog, new InMemoryChannels(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void plansForPipelinesAndImagesWithoutOneInTheOrderOfTheirArns() {
        Lineage last = pipeline("b", OLD, OLD);
        Lineage second = pipeline("a", OLD, OLD);
        Lineage first = image("eu-west-1", "z", OLD, OLD);
        pipeline("aa", NOW, NOW);

        RemovalPlans plans = removeOldBuilds.plan(RULE, Optional.empty(), ALWAYS);

        assertThat(plans.rule()).isEqualTo(RULE);
        assertThat(plans.lineages())
                .extracting(RemovalPlan::lineage)
                .as("one without old builds is left out")
                .containsExactly(first, second, last);
        assertThat(plans.lineages()).allSatisfy(plan -> {
            assertThat(plan.builds()).isEqualTo(2);
            assertThat(plan.removed()).hasSize(1);
        });
        assertThat(plans.after()).isEmpty();
    }

    @Test
    void alsoShowsALineageThatKeepsAllItsOldBuilds() {
        Lineage held = pipeline("a", OLD, OLD);
        ImageBuildArn older = removeOldBuilds.plan(held, RULE).removed().get(0);
        catalog.hold(older, new Hold("breaks ssh", "ann", NOW));

        RemovalPlans plans = removeOldBuilds.plan(RULE, Optional.empty(), ALWAYS);

        assertThat(plans.lineages()).singleElement().satisfies(plan -> {
            assertThat(plan.removed()).isEmpty();
            assertThat(plan.kept()).containsOnlyKeys(older);
        });
    }

    @Test
    void looksAtOneLineageAtLeastAndGoesOnAfterItWhenTimeIsShort() {
        pipeline("c", OLD, OLD);
        pipeline("b", NOW);
        pipeline("a", OLD, OLD);
        image("us-east-1", "d", OLD, OLD);
        List<RemovalPlan> whole =
                removeOldBuilds.plan(RULE, Optional.empty(), ALWAYS).lineages();
        List<RemovalPlan> found = new ArrayList<>();
        List<Lineage> stops = new ArrayList<>();
        Optional<Lineage> after = Optional.empty();
        do {
            RemovalPlans part = removeOldBuilds.plan(RULE, after, NEVER);
            found.addAll(part.lineages());
            after = part.after();
            after.ifPresent(stops::add);
        } while (after.isPresent() && stops.size() < 10);

        assertThat(found).isEqualTo(whole).hasSize(3);
        assertThat(stops).extracting(Lineage::name).containsExactly("a", "b", "c");
    }

    @Test
    void asksForTheTimeBeforeEachLineageButTheFirst() {
        pipeline("a", NOW);
        pipeline("b", NOW);
        pipeline("c", NOW);
        AtomicInteger asked = new AtomicInteger();

        removeOldBuilds.plan(RULE, Optional.empty(), () -> asked.incrementAndGet() > 0);

        assertThat(asked).hasValue(2);
    }

    @Test
    void plansForAtMost500LineagesAtOnce() {
        for (int i = 1; i <= 501; i++) {
            pipeline("p%03d".formatted(i), OLD, OLD);
        }

        RemovalPlans first = removeOldBuilds.plan(RULE, Optional.empty(), ALWAYS);
        RemovalPlans second = removeOldBuilds.plan(RULE, first.after(), ALWAYS);

        assertThat(first.lineages()).hasSize(500);
        assertThat(first.after()).map(Lineage::name).contains("p500");
        assertThat(second.lineages()).extracting(plan -> plan.lineage().name()).containsExactly("p501");
        assertThat(second.after()).isEmpty();
    }

    private Lineage pipeline(String name, Instant... createdAt) {
        PipelineArn pipeline = new PipelineArn("aws", GoldenImages.US, GoldenImages.OWNER, name);
        for (int i = 0; i < createdAt.length; i++) {
            record(unusable("us-east-1", name, i + 1).of(pipeline).createdAt(createdAt[i].plusSeconds(i)));
        }
        return pipeline;
    }

    private Lineage image(String region, String name, Instant... createdAt) {
        for (int i = 0; i < createdAt.length; i++) {
            record(unusable(region, name, i + 1).withoutPipeline().createdAt(createdAt[i].plusSeconds(i)));
        }
        return unusable(region, name, 1).arn().image();
    }

    /** A build that no account may use. */
    private static GoldenImages unusable(String region, String name, int number) {
        AccountId owner = GoldenImages.OWNER;
        ImageBuildArn arn = ImageBuildArn.parse(
                "arn:aws:imagebuilder:%s:%s:image/%s/1.0.0/%d".formatted(region, owner, name, number));
        return GoldenImages.build(number).named(arn).without(arn.region(), owner);
    }

    private void record(GoldenImages image) {
        catalog.record(ImageSnapshot.of(NOW, image.described()));
    }
}

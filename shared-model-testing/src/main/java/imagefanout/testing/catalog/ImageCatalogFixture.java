package imagefanout.testing.catalog;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.catalog.UsableLineage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/** An empty catalog for each test of the contracts of {@link ImageCatalog}. */
public abstract class ImageCatalogFixture {
    static final Release RELEASE = new Release("the agent starts", "releaser", Instant.parse("2026-01-09T00:00:00Z"));

    static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    static final Hold HOLD = new Hold("breaks the agent", "operator", NOON);
    static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-exampleorgid");
    static final Audience.OrganizationalUnit UNIT = new Audience.OrganizationalUnit(
            "arn:aws:organizations::123456789012:ou/o-exampleorgid/ou-examplerootid111-exampleouid111");
    static final Audience.Everyone EVERYONE = new Audience.Everyone();

    ImageCatalog catalog;

    /** An empty catalog for each test. */
    protected abstract ImageCatalog emptyCatalog();

    @BeforeEach
    void open() {
        catalog = emptyCatalog();
    }

    List<HeldPeriod> history(ImageBuildArn arn) {
        return catalog.holds(arn, Optional.empty(), 10).items();
    }

    List<Lineage> lineages(Audience audience) {
        return catalog.lineages(audience, Optional.empty(), Optional.empty(), 100, 1).items().stream()
                .map(UsableLineage::lineage)
                .toList();
    }

    static ImageSnapshot snapshot(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }

    static Audience account(AccountId id) {
        return new Audience.Account(id);
    }

    List<UsableCopy> usable(AccountId account) {
        return catalog.usable(account(account), PIPELINE, Optional.empty(), Optional.empty(), 10)
                .items();
    }

    List<Integer> buildNumbers(Lineage lineage) {
        return numbers(catalog.builds(lineage, Optional.empty(), 100));
    }

    static List<Integer> numbers(ResultPage<RecordedBuild, BuildPosition> page) {
        return page.items().stream()
                .map(build -> build.build().arn().build().value())
                .toList();
    }

    static <T> T only(List<T> items) {
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    static <T, P> List<T> walk(Function<Optional<P>, ResultPage<T, P>> pages) {
        List<T> all = new ArrayList<>();
        Optional<P> from = Optional.empty();
        do {
            ResultPage<T, P> page = pages.apply(from);
            all.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return all;
    }
}

package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.InMemoryImageCatalog;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PipelineCoverageTest {
    private static final AccountId LATE = new AccountId("444444444444");
    private static final AccountId NEVER = new AccountId("555555555555");

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private int images;

    @Test
    void countsTheOfferedBuildsAndDaysThatAnAccountIsBehindInItsWorstRegion() {
        recorded(GoldenImages.build(1).to(US, PROD, SANDBOX).to(EU, PROD, SANDBOX));
        recorded(GoldenImages.build(30).to(US, PROD, SANDBOX).to(EU, PROD));
        recorded(GoldenImages.build(40).to(US, PROD).in(ImageState.DEPRECATED));
        recorded(GoldenImages.build(60)
                .to(US, PROD, SANDBOX)
                .to(EU, PROD, SANDBOX)
                .without(EU, SANDBOX));

        Coverage coverage = coverage(Map.of());

        assertThat(behind(coverage, PROD)).isEqualTo(behindBy(0, 0, 60));
        assertThat(behind(coverage, SANDBOX)).isEqualTo(behindBy(2, 2, 1));
        assertThat(coverage.accounts().get(SANDBOX).counts()).isEqualTo(new Counts(2, 1, 0));
    }

    @Test
    void countsHowFarAwaitingAccountsAreBehind() {
        recorded(GoldenImages.build(1).to(EU, LATE));
        recorded(GoldenImages.build(25).to(US, PROD));

        Coverage coverage = coverage(Map.of(PROD, Set.of(), LATE, Set.of(), NEVER, Set.of()));

        assertThat(coverage.awaiting()).containsOnlyKeys(LATE, NEVER);
        assertThat(coverage.awaiting().get(LATE)).contains(behindBy(1, 1, 1));
        assertThat(coverage.awaiting().get(NEVER)).contains(Behind.without(2, false));
    }

    @Test
    void ranksAMissingCopyBehindAnOldOne() {
        recorded(GoldenImages.build(1).to(US, PROD));
        recorded(GoldenImages.build(2)
                .to(US, PROD)
                .to(EU, PROD)
                .without(US, PROD)
                .without(EU, PROD));

        assertThat(behind(coverage(Map.of()), PROD)).isEqualTo(Behind.without(2, false));
    }

    @Test
    void searchesAtMostTwentyFiveBuilds() {
        recorded(GoldenImages.build(1).to(US, PROD));
        for (int number = 2; number <= 40; number++) {
            recorded(GoldenImages.build(number).to(US, PROD).without(US, PROD));
        }

        assertThat(behind(coverage(Map.of()), PROD)).isEqualTo(Behind.without(25, true));
    }

    @Test
    void searchesAtMostSixtyThousandCopies() {
        AccountId[] many = new AccountId[19_999];
        for (int i = 0; i < many.length; i++) {
            many[i] = new AccountId(Long.toString(700_000_000_000L + i));
        }
        recorded(GoldenImages.build(1).to(US, PROD));
        for (int number = 2; number <= 4; number++) {
            recorded(GoldenImages.build(number).to(US, many));
        }
        recorded(GoldenImages.build(5).to(US, PROD).without(US, PROD).without(US, GoldenImages.OWNER));
        assertThat(behind(coverage(Map.of()), PROD)).isEqualTo(Behind.without(4, true));

        recorded(GoldenImages.build(6).to(US, PROD).without(US, PROD));
        assertThat(behind(coverage(Map.of()), PROD)).isEqualTo(Behind.without(4, true));
    }

    @Test
    void countsInHowManyRegionsAnAccountMayLaunchTheOwners() {
        LaunchPermission toSandbox = new LaunchPermission(Set.of(new Audience.Account(SANDBOX)));
        recorded(GoldenImages.build(1).to(US, toSandbox, PROD).to(EU, toSandbox, PROD, GoldenImages.OWNER));
        recorded(GoldenImages.build(2).to(US, toSandbox, PROD).to(EU, PROD));

        Coverage coverage = coverage(Map.of(SANDBOX, Set.of()));

        assertThat(coverage.accounts().get(SANDBOX).shared()).isEqualTo(1);
        assertThat(coverage.accounts().get(SANDBOX).counts()).isEqualTo(Counts.NONE);
        assertThat(coverage.shared()).containsOnlyKeys(US);
        assertThat(coverage.awaiting()).isEmpty();
    }

    @Test
    void coversTheChosenBuildEvenIfThereAreNewerOnes() {
        recorded(GoldenImages.build(1).to(US, PROD));
        recorded(GoldenImages.build(2).to(US, PROD));
        recorded(GoldenImages.build(3).to(US, PROD).in(ImageState.CANCELLED));

        assertThat(coverage(Map.of()).image().recorded().build().arn())
                .isEqualTo(GoldenImages.build(2).arn());
        assertThat(new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY)
                        .of(PIPELINE, Optional.of(GoldenImages.build(1).arn()), Map.of())
                        .orElseThrow()
                        .image()
                        .recorded()
                        .build()
                        .arn())
                .isEqualTo(GoldenImages.build(1).arn());
        assertThat(new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY)
                        .of(PIPELINE, Optional.of(GoldenImages.build(9).arn()), Map.of()))
                .isEmpty();
    }

    @Test
    void countsHowFarABuildIsBehindTheNewestOfferedOne() {
        for (int number = 1; number <= 130; number++) {
            recorded(GoldenImages.build(number).to(US, PROD));
        }
        recorded(GoldenImages.build(131).to(US, PROD).in(ImageState.DISABLED));
        BehindNewest behind = new BehindNewest(catalog, OfferPolicy.AVAILABLE_ONLY);

        assertThat(behind.of(catalog.build(GoldenImages.build(130).arn()).orElseThrow()))
                .contains(behindBy(0, 0, 130));
        assertThat(behind.of(catalog.build(GoldenImages.build(131).arn()).orElseThrow()))
                .isEmpty();
        assertThat(behind.of(catalog.build(GoldenImages.build(32).arn()).orElseThrow()))
                .contains(behindBy(98, 4, 32));
        assertThat(behind.of(catalog.build(GoldenImages.build(20).arn()).orElseThrow()))
                .contains(behindBy(99, 4, 20).orMore());
    }

    private Coverage coverage(Map<AccountId, Set<Audience>> registered) {
        return new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY)
                .of(PIPELINE, Optional.empty(), registered)
                .orElseThrow();
    }

    private static Behind behind(Coverage coverage, AccountId account) {
        return coverage.accounts().get(account).behind().orElseThrow();
    }

    private static Behind behindBy(int builds, int days, int has) {
        return new Behind(
                builds,
                false,
                OptionalLong.of(days),
                Optional.of(GoldenImages.build(has).arn()));
    }

    private void recorded(GoldenImages image) {
        catalog.record(
                ImageSnapshot.of(image.described().build().createdAt().plusSeconds(images++), image.described()));
    }
}

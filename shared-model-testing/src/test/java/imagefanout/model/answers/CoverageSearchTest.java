package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CoverageSearchTest {
    private static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-example1234");

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
    private final PipelineCoverage coverages =
            new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY, new InMemoryDistributionLedger());
    private final SortedMap<AccountId, RegisteredAccount> active = new TreeMap<>();
    private int snapshots;

    @Test
    void anAmiThatIsSharedWithTheOrganizationOfAnAccountIsItsBuild() {
        GoldenImages shared = GoldenImages.build(1).to(US, new LaunchPermission(Set.of(ORGANIZATION)), OWNER);
        recorded(shared);
        recorded(GoldenImages.build(2).to(US, PROD, SANDBOX).without(US, PROD).without(US, SANDBOX));
        registry.put(PROD, AccountStatus.ACTIVE, Optional.of(ORGANIZATION));
        active.put(PROD, (RegisteredAccount) registry.account(PROD).orElseThrow());

        Coverage coverage = coverage();

        assertThat(behind(coverage, PROD).has()).contains(shared.arn());
        assertThat(behind(coverage, PROD).builds()).isEqualTo(1);
        assertThat(behind(coverage, SANDBOX)).as("in no organization").isEqualTo(Behind.without(2, false));
    }

    @Test
    void onlyTwentyFiveBuildsThatAreNotOfferedAreSearched() {
        recorded(GoldenImages.build(1).to(US, SANDBOX));
        recorded(GoldenImages.build(2).to(US, PROD).in(ImageState.DEPRECATED));
        for (int number = 3; number <= 27; number++) {
            recorded(GoldenImages.build(number).to(US, SANDBOX).in(ImageState.DEPRECATED));
        }
        recorded(GoldenImages.build(28).to(US, PROD).without(US, PROD));
        assertThat(behind(coverage(), PROD)).isEqualTo(Behind.without(2, false));

        recorded(GoldenImages.build(27).to(US, SANDBOX));

        assertThat(behind(coverage(), PROD).notOffered())
                .map(Behind.NotOffered::imageArn)
                .contains(GoldenImages.build(2).arn());
    }

    @Test
    void eachAccountIsCountedInTheRegionsThatAreSharedWithIt() {
        recorded(GoldenImages.build(1)
                .to(US, permission(PROD, SANDBOX), OWNER)
                .to(EU, permission(SANDBOX), OWNER)
                .without(EU, PROD));

        Coverage coverage = coverage();

        assertThat(coverage.accounts().get(PROD).shared()).isEqualTo(1);
        assertThat(coverage.accounts().get(SANDBOX).shared()).isEqualTo(2);
        assertThat(coverage.accounts().get(OWNER).shared()).isZero();
    }

    @Test
    void ofAChannelItsFirstPromotionIsReportedInAnyState() {
        GoldenImages deprecated = GoldenImages.build(3).to(US, PROD).in(ImageState.DEPRECATED);
        GoldenImages available = GoldenImages.build(2).to(US, PROD);
        recorded(available);
        recorded(deprecated);
        List<Promotion> promotions = Stream.of(deprecated, available)
                .map(CoverageSearchTest::promotion)
                .toList();

        Coverage coverage = coverages.of(promotions, Optional.empty(), active).orElseThrow();

        assertThat(coverage.image().recorded().build().arn()).isEqualTo(deprecated.arn());
        assertThat(coverage.offered()).map(recorded -> recorded.build().arn()).contains(available.arn());
    }

    private static Promotion promotion(GoldenImages image) {
        Build build = image.described().build();
        return new Promotion(build.arn(), build.createdAt(), build.createdAt());
    }

    private static LaunchPermission permission(AccountId... accounts) {
        return new LaunchPermission(
                Stream.of(accounts).map(Audience.Account::new).collect(Collectors.toSet()));
    }

    private Coverage coverage() {
        return coverages.of(PIPELINE, Optional.empty(), active).orElseThrow();
    }

    private static Behind behind(Coverage coverage, AccountId account) {
        return coverage.accounts().get(account).behind().orElseThrow();
    }

    private void recorded(GoldenImages image) {
        catalog.record(
                ImageSnapshot.of(image.described().build().createdAt().plusSeconds(snapshots++), image.described()));
    }
}

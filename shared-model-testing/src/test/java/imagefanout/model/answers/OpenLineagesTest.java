package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.answers.OpenLineages.OpenLineage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpenLineagesTest {
    private static final Audience EVERYONE = new Audience.Everyone();
    private static final Audience ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-exampleorg1");
    private static final Audience SELF = new Audience.Account(PROD);
    private static final Set<Audience> MEMBERSHIPS = Set.of(EVERYONE, ORGANIZATION);

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private int builds;

    @Test
    void findsEachLineageOnceAtEveryPageSize() {
        recorded("a-own", Set.of(), true);
        recorded("b-public", Set.of(EVERYONE), false);
        recorded("c-own-and-public", Set.of(EVERYONE), true);
        recorded("d-organization", Set.of(ORGANIZATION), false);
        recorded("e-organization-and-public", Set.of(ORGANIZATION, EVERYONE), false);
        recorded("f-of-others", Set.of(), false);
        recorded("g-public", Set.of(EVERYONE), false);

        for (int limit = 1; limit <= 8; limit++) {
            assertThat(names(walk(limit)))
                    .as("pages of %s", limit)
                    .containsExactlyInAnyOrder(
                            "a-own",
                            "b-public",
                            "c-own-and-public",
                            "d-organization",
                            "e-organization-and-public",
                            "g-public");
        }
    }

    /** A list may end a page early, as DynamoDB does at a megabyte. */
    @Test
    void findsEachLineageOnceWithAllItsMembershipsWhenOneListEndsItsPagesEarly() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            recorded(name, Set.of(EVERYONE), true);
        }
        ImageCatalog early = (ImageCatalog) Proxy.newProxyInstance(
                ImageCatalog.class.getClassLoader(),
                new Class<?>[] {ImageCatalog.class},
                (proxy, method, arguments) -> {
                    Object[] asked = arguments.clone();
                    asked[3] = EVERYONE.equals(asked[0]) ? 1 : asked[3];
                    return method.invoke(catalog, asked);
                });

        List<OpenLineage> all = walk(early, 3);

        assertThat(names(all)).containsExactly("e", "d", "c", "b", "a");
        assertThat(all).extracting(OpenLineagesTest::audiences).containsOnly(Set.of(EVERYONE, SELF));
    }

    @Test
    void showsTheMembershipsThatOpenALineage() {
        recorded("own-and-public", Set.of(EVERYONE), true);

        assertThat(walk(10)).extracting(OpenLineagesTest::audiences).containsExactly(Set.of(EVERYONE, SELF));
        assertThat(new OpenLineages(catalog)
                        .of(PROD, Set.of(), Optional.empty(), Optional.empty(), 10)
                        .items())
                .extracting(OpenLineagesTest::audiences)
                .containsExactly(Set.of(SELF));
    }

    @Test
    void listsTheLineagesOfAllAudiencesInOneOrder() {
        recorded("z-own", Set.of(), true);
        recorded("b-organization", Set.of(ORGANIZATION), false);
        recorded("a-public", Set.of(EVERYONE), false);

        assertThat(names(walk(10))).containsExactly("z-own", "b-organization", "a-public");
        assertThat(walk(1)).extracting(OpenLineage::lineage).isSortedAccordingTo(Lineage.ORDER.reversed());
    }

    @Test
    void endsTheLastPageWithTheLastLineage() {
        recorded("a-own", Set.of(), true);
        recorded("b-public", Set.of(EVERYONE), false);

        ResultPage<OpenLineage, Lineage> page =
                new OpenLineages(catalog).of(PROD, Set.of(EVERYONE), Optional.empty(), Optional.empty(), 2);

        assertThat(page.items()).hasSize(2);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void continuesAfterAMembershipThatEndedSinceTheLastPage() {
        recorded("c-organization", Set.of(ORGANIZATION), false);
        recorded("b-organization", Set.of(ORGANIZATION), false);
        recorded("a-public", Set.of(EVERYONE), false);
        OpenLineages lineages = new OpenLineages(catalog);
        ResultPage<OpenLineage, Lineage> first = lineages.of(PROD, MEMBERSHIPS, Optional.empty(), Optional.empty(), 1);

        ResultPage<OpenLineage, Lineage> second =
                lineages.of(PROD, Set.of(EVERYONE), Optional.empty(), first.next(), 10);

        assertThat(names(first.items())).containsExactly("c-organization");
        assertThat(names(second.items())).containsExactly("a-public");
    }

    private void recorded(String name, Set<Audience> openTo, boolean own) {
        GoldenImages image = GoldenImages.build(++builds)
                .of(PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + name))
                .to(US, new LaunchPermission(openTo), own ? PROD : SANDBOX);
        catalog.record(ImageSnapshot.of(image.described().build().createdAt(), image.described()));
    }

    private List<OpenLineage> walk(int limit) {
        return walk(catalog, limit);
    }

    private static List<OpenLineage> walk(ImageCatalog catalog, int limit) {
        List<OpenLineage> all = new ArrayList<>();
        Optional<Lineage> next = Optional.empty();
        do {
            ResultPage<OpenLineage, Lineage> page =
                    new OpenLineages(catalog).of(PROD, MEMBERSHIPS, Optional.empty(), next, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    private static Set<Audience> audiences(OpenLineage open) {
        return open.newest().keySet();
    }

    private static List<String> names(List<OpenLineage> lineages) {
        return lineages.stream().map(open -> open.lineage().name()).toList();
    }
}

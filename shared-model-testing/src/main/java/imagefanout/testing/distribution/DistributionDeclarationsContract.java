package imagefanout.testing.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.distribution.BadDeclaration;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.DistributionDeclarations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.WrittenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every table of declared configurations promises. */
public abstract class DistributionDeclarationsContract {
    /** The declarations under test, empty at the start of each test. */
    protected abstract DistributionDeclarations declarations();

    /** Writes a row directly into the table, as a person would. */
    protected abstract void write(Map<String, WrittenValue> row);

    @Test
    void isEmptyBeforeTheFirstWrite() {
        assertThat(all()).isEmpty();
    }

    @Test
    void readsEveryAttribute() {
        write(Map.of(
                "name", text("golden everywhere"),
                "sourceRegion", text("us-east-1"),
                "regions", new WrittenValue.Texts(List.of("eu-west-1", "us-east-1")),
                "groups", new WrittenValue.Texts(List.of("prod", "sandbox")),
                "amiName", text("golden-{{ imagebuilder:buildDate }}"),
                "description", text("Golden images for everybody"),
                "tags", new WrittenValue.Pairs(Map.of("team", "images"))));

        assertThat(all())
                .containsExactly(new DeclaredConfiguration(
                        "golden everywhere",
                        Optional.of(new Region("us-east-1")),
                        new TreeSet<>(Set.of(new Region("eu-west-1"), new Region("us-east-1"))),
                        GroupTag.parse("prod sandbox"),
                        "golden-{{ imagebuilder:buildDate }}",
                        Optional.of("Golden images for everybody"),
                        new TreeMap<>(Map.of("team", "images"))));
    }

    @Test
    void reportsABadDeclarationByName() {
        write(Map.of("name", text("half done"), "regions", new WrittenValue.Texts(List.of("mars-1"))));

        BadDeclaration bad = (BadDeclaration) all().get(0);

        assertThat(bad.name()).isEqualTo("half done");
        assertThat(bad.toString()).contains("mars-1", "amiName is missing");
    }

    @Test
    void readsEveryRow() {
        for (int i = 0; i < 7; i++) {
            write(Map.of("name", text("number " + i)));
        }

        assertThat(all()).hasSize(7);
    }

    private List<DeclarationRow> all() {
        List<DeclarationRow> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            ResultPage<DeclarationRow, String> page = declarations().rows(after);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static WrittenValue text(String text) {
        return new WrittenValue.Text(text);
    }
}

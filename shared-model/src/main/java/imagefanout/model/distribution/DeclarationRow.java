package imagefanout.model.distribution;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RowReader;
import imagefanout.model.registry.WrittenValue;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A row of the declarations: a configuration that should exist, or a row that cannot be read as one. */
public sealed interface DeclarationRow permits DeclaredConfiguration, BadDeclaration {
    String NAME = "name";
    String SOURCE_REGION = "sourceRegion";
    String REGIONS = "regions";
    String GROUPS = "groups";
    String AMI_NAME = "amiName";
    String DESCRIPTION = "description";
    String TAGS = "tags";

    /** Parses a row as it was written, by attribute. An invalid row becomes a bad declaration, never an exception. */
    static DeclarationRow parse(Map<String, WrittenValue> written) {
        RowReader row = new RowReader(written);
        Optional<String> name = row.required(NAME, Function.identity());
        Optional<Region> source = row.optional(SOURCE_REGION, Region::new);
        SortedSet<Region> regions = row.several(REGIONS, Region::new).orElseGet(TreeSet::new);
        SortedSet<Group> groups = row.several(GROUPS, Group::new).orElseGet(TreeSet::new);
        Optional<String> amiName = row.required(AMI_NAME, Function.identity());
        Optional<String> description = row.optional(DESCRIPTION, Function.identity());
        SortedMap<String, String> tags = row.pairs(TAGS);
        if (row.problems().isEmpty()) {
            try {
                return new DeclaredConfiguration(
                        name.orElseThrow(),
                        source,
                        regions,
                        new GroupTag(groups),
                        amiName.orElseThrow(),
                        description,
                        tags);
            } catch (MalformedException e) {
                row.problem(e.getMessage());
            }
        }
        return new BadDeclaration(row.title(NAME), row.problems());
    }
}

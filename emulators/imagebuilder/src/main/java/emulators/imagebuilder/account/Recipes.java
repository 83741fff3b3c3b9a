package emulators.imagebuilder.account;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Image recipes by name and version. Guarded by the account's lock. */
public final class Recipes {

    private final Resources resources;

    Recipes(Resources resources) {
        this.resources = resources;
    }

    public Resources resources() {
        return resources;
    }

    public List<SemanticVersion> versionsOf(String versionlessArn) {
        return resources.newestFirst().stream()
                .filter(recipe -> versionless(recipe.arn()).equals(versionlessArn))
                .map(Recipes::version)
                .toList();
    }

    /** The recipe with this ARN, or the newest version that its wildcards match. */
    public Optional<Resource> find(String arn) {
        Optional<VersionPattern> pattern = VersionPattern.parse(arn.substring(arn.lastIndexOf('/') + 1));
        return resources.newestFirst().stream()
                .filter(recipe -> versionless(recipe.arn()).equals(versionless(arn)))
                .filter(recipe ->
                        pattern.filter(p -> p.matches(version(recipe))).isPresent())
                .max(Comparator.comparing(Recipes::version));
    }

    public static SemanticVersion version(Resource recipe) {
        return SemanticVersion.parse(recipe.document().get("version").textValue())
                .orElseThrow();
    }

    /** The ARN of a recipe in all its versions. */
    public static String versionless(String arn) {
        return arn.substring(0, arn.lastIndexOf('/'));
    }
}

package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Moves a recipe's volumes to another type by making a new version of it: everything else in it stays as it was, or it is
 * left alone.
 */
public final class UpgradeRecipe {
    /** So often another version may be taken between the list and the attempt to make ours. */
    private static final int MAX_ATTEMPTS = 5;

    private final Recipes recipes;

    public UpgradeRecipe(Recipes recipes) {
        this.recipes = requireNonNull(recipes, "recipes");
    }

    /**
     * What {@link #upgrade} would do; makes nothing.
     *
     * @param asked the version to make; without one the next free patch
     * @throws ImageBuilderException when the service does not know the recipe, could not be asked, or refused to answer
     */
    public RecipeUpgrade plan(RecipeArn arn, VolumeMove move, Optional<SemanticVersion> asked) {
        return carryOut(arn, move, asked, (before, after) -> new RecipeUpgrade.Planned(before, after));
    }

    /**
     * Makes the new version, unless a newer one says the same already: doing it twice makes one.
     *
     * @param asked the version to make; without one the next free patch
     * @throws ImageBuilderException when the service does not know the recipe, could not be asked, or refused to answer
     */
    public RecipeUpgrade upgrade(RecipeArn arn, VolumeMove move, Optional<SemanticVersion> asked) {
        return carryOut(arn, move, asked, this::create);
    }

    private RecipeUpgrade carryOut(RecipeArn arn, VolumeMove move, Optional<SemanticVersion> asked, Step step) {
        ImageRecipe before = recipes.recipe(arn);
        List<VolumeChange> changes;
        try {
            changes = move.of(before.devices());
        } catch (ImpossibleMoveException e) {
            return new RecipeUpgrade.Refused(arn, e.getMessage());
        }
        if (changes.isEmpty()) {
            return new RecipeUpgrade.NothingToChange(arn);
        }
        if (!before.unknownSettings().isEmpty()) {
            return new RecipeUpgrade.Refused(
                    arn,
                    "hands off: a new version would lose settings that this program does not know: "
                            + String.join(", ", before.unknownSettings()));
        }
        if (asked.isPresent() && asked.get().compareTo(arn.version()) <= 0) {
            return new RecipeUpgrade.Refused(arn, "version " + asked.get() + " is not newer than " + arn.version());
        }
        return inFreeVersion(before, changes, asked, step);
    }

    private RecipeUpgrade inFreeVersion(
            ImageRecipe before, List<VolumeChange> changes, Optional<SemanticVersion> asked, Step step) {
        RecipeArn arn = before.arn();
        SortedSet<SemanticVersion> versions = new TreeSet<>(recipes.versions(before));
        versions.add(arn.version());
        SortedSet<SemanticVersion> unread = new TreeSet<>(versions);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<SemanticVersion> free = asked.or(() -> nextFree(arn.version(), versions));
            if (free.isEmpty()) {
                return new RecipeUpgrade.Refused(
                        arn, "no patch is free after " + arn.version() + ": ask for a version");
            }
            SemanticVersion version = free.get();
            ImageRecipe after = recipes.successor(before, version, changes);
            Optional<RecipeArn> equal = equalAndNewer(after, arn, unread);
            if (equal.isPresent()) {
                return new RecipeUpgrade.AlreadyExists(arn, equal.get());
            }
            if (versions.contains(version)) {
                return new RecipeUpgrade.Refused(arn, "version " + version + " exists already and says something else");
            }
            try {
                return step.take(before, after);
            } catch (VersionTakenException e) {
                // The list did not show it yet. It may be ours, made a moment ago.
                versions.add(version);
                unread.clear();
                unread.add(version);
            }
        }
        throw new ImageBuilderException(
                "no version of " + arn + " stayed free long enough to make it",
                new IllegalStateException(MAX_ATTEMPTS + " were taken by others"));
    }

    private static Optional<SemanticVersion> nextFree(SemanticVersion from, SortedSet<SemanticVersion> taken) {
        SemanticVersion version = from;
        while (taken.contains(version)) {
            if (version.isLastPatch()) {
                return Optional.empty();
            }
            version = version.nextPatch();
        }
        return Optional.of(version);
    }

    private Optional<RecipeArn> equalAndNewer(ImageRecipe wanted, RecipeArn arn, SortedSet<SemanticVersion> versions) {
        for (SemanticVersion version : versions) {
            if (version.compareTo(arn.version()) > 0) {
                Optional<ImageRecipe> newer = find(arn.at(version));
                if (newer.isPresent() && newer.get().hasSameSettingsAs(wanted)) {
                    return newer.map(ImageRecipe::arn);
                }
            }
        }
        return Optional.empty();
    }

    /** A list may still show what was deleted. */
    private Optional<ImageRecipe> find(RecipeArn arn) {
        try {
            return Optional.of(recipes.recipe(arn));
        } catch (UnknownRecipeException e) {
            return Optional.empty();
        }
    }

    private RecipeUpgrade create(ImageRecipe before, ImageRecipe after) {
        recipes.create(after);
        ImageRecipe made = recipes.recipe(after.arn());
        if (!made.hasSameSettingsAs(after)) {
            throw new ImageBuilderException(
                    after.arn() + " was made, and reads back otherwise than it was sent: do not use it",
                    new IllegalStateException("the settings of " + made.arn() + " differ"));
        }
        return new RecipeUpgrade.Created(before, made);
    }

    @FunctionalInterface
    private interface Step {
        RecipeUpgrade take(ImageRecipe before, ImageRecipe after);
    }
}

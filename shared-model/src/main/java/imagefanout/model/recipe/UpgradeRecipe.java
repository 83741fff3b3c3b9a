package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.recipe.RecipeUpgrade.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Moves a recipe's volumes to another type by creating a new version that is otherwise the same. A recipe that cannot be copied
 * exactly is refused.
 */
public final class UpgradeRecipe {
    /** Another program may take a version after the versions were listed. */
    private static final int MAX_ATTEMPTS = 5;

    private final Recipes recipes;

    public UpgradeRecipe(Recipes recipes) {
        this.recipes = requireNonNull(recipes, "recipes");
    }

    /** What {@link #upgrade} would do; throws what it would throw. Creates nothing. */
    public RecipeUpgrade plan(RecipeReference recipe, VolumeMove move, Optional<SemanticVersion> asked) {
        return carryOut(
                recipe, move, asked, (before, after) -> new RecipeUpgrade(Outcome.PLANNED, before, Optional.of(after)));
    }

    /**
     * Creates the new version, unless a newer one already has the same settings. Doing it twice creates one.
     *
     * @param asked the version to create; empty: the next free patch
     * @throws UpgradeRefusedException when the new version is not possible or not allowed
     * @throws ImageBuilderException when Image Builder does not know the recipe, could not be called, or refused
     */
    public RecipeUpgrade upgrade(RecipeReference recipe, VolumeMove move, Optional<SemanticVersion> asked) {
        return carryOut(recipe, move, asked, this::create);
    }

    private RecipeUpgrade carryOut(
            RecipeReference recipe,
            VolumeMove move,
            Optional<SemanticVersion> asked,
            BiFunction<ImageRecipe, ImageRecipe, RecipeUpgrade> step) {
        ImageRecipe before = recipes.newest(recipe);
        RecipeArn arn = before.arn();
        List<VolumeChange> changes;
        try {
            changes = move.of(before.devices());
        } catch (ImpossibleMoveException e) {
            throw new UpgradeRefusedException(arn, e.getMessage());
        }
        if (changes.isEmpty()) {
            return predecessor(before, recipe, move)
                    .map(old -> new RecipeUpgrade(Outcome.ALREADY_THERE, old, Optional.of(before)))
                    .orElseGet(() -> new RecipeUpgrade(Outcome.NOTHING_TO_CHANGE, before, Optional.empty()));
        }
        if (!before.unknownSettings().isEmpty()) {
            throw new UpgradeRefusedException(
                    arn,
                    "a new version would lose settings that this program does not know: "
                            + String.join(", ", before.unknownSettings()));
        }
        if (asked.isPresent() && !asked.get().isNewerThan(arn.version())) {
            throw new UpgradeRefusedException(arn, "version " + asked.get() + " is not newer than " + arn.version());
        }
        return inFreeVersion(before, changes, asked, step);
    }

    private RecipeUpgrade inFreeVersion(
            ImageRecipe before,
            List<VolumeChange> changes,
            Optional<SemanticVersion> asked,
            BiFunction<ImageRecipe, ImageRecipe, RecipeUpgrade> step) {
        RecipeArn arn = before.arn();
        SortedSet<SemanticVersion> versions = new TreeSet<>(recipes.versions(before));
        versions.add(arn.version());
        SortedSet<SemanticVersion> unread = new TreeSet<>(versions);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            SemanticVersion version = asked.orElseGet(() -> nextFree(arn, versions));
            ImageRecipe after = recipes.successor(before, version, changes);
            Optional<ImageRecipe> equal = equalAndNewer(after, arn, unread);
            if (equal.isPresent()) {
                return new RecipeUpgrade(Outcome.ALREADY_THERE, before, equal);
            }
            refuseIfTaken(arn, version, versions);
            try {
                return step.apply(before, after);
            } catch (VersionTakenException e) {
                // The list did not show it yet. An earlier call of this program may have created it.
                versions.add(version);
                unread = new TreeSet<>(Set.of(version));
            }
        }
        throw new ImageBuilderException(
                "other programs took " + MAX_ATTEMPTS + " versions of " + arn
                        + " just before they were created: try again",
                new IllegalStateException("the last attempt failed"));
    }

    private static SemanticVersion nextFree(RecipeArn arn, SortedSet<SemanticVersion> taken) {
        SemanticVersion version = arn.version();
        while (ofSameNumber(taken, version).findAny().isPresent()) {
            if (version.isLastPatch()) {
                throw new UpgradeRefusedException(
                        arn, "there is no free patch after " + arn.version() + ": name a version");
            }
            version = version.nextPatch();
        }
        return version;
    }

    /** Another spelling of the same number takes it, too. */
    private static Stream<SemanticVersion> ofSameNumber(SortedSet<SemanticVersion> versions, SemanticVersion version) {
        return versions.stream().filter(other -> SemanticVersion.BY_NUMBER.compare(other, version) == 0);
    }

    private void refuseIfTaken(RecipeArn arn, SemanticVersion version, SortedSet<SemanticVersion> versions) {
        ofSameNumber(versions, version)
                .filter(other -> find(arn.at(other)).isPresent())
                .findFirst()
                .ifPresent(taken -> {
                    throw new UpgradeRefusedException(arn, "version " + taken + " exists and has other settings");
                });
    }

    private Optional<ImageRecipe> equalAndNewer(
            ImageRecipe wanted, RecipeArn arn, SortedSet<SemanticVersion> versions) {
        return versions.stream()
                .filter(version -> version.isNewerThan(arn.version()))
                .flatMap(version -> find(arn.at(version)).stream())
                .filter(newer -> newer.hasSameSettingsAs(wanted))
                .findFirst();
    }

    /**
     * The version from which this move made the newest one. Needed only for a reference with wildcards: after the move it means
     * the new version, and the pipelines that still build the old one have to be found.
     */
    private Optional<ImageRecipe> predecessor(ImageRecipe newest, RecipeReference recipe, VolumeMove move) {
        if (recipe.exactly().isPresent()) {
            return Optional.empty();
        }
        RecipeArn arn = newest.arn();
        return recipes.versions(newest).headSet(arn.version()).stream()
                .sorted(Comparator.reverseOrder())
                .map(arn::at)
                .filter(recipe::matches)
                .flatMap(older -> find(older).stream())
                .filter(old -> becomes(newest, old, move))
                .findFirst();
    }

    private boolean becomes(ImageRecipe newest, ImageRecipe old, VolumeMove move) {
        try {
            List<VolumeChange> changes = move.of(old.devices());
            return !changes.isEmpty()
                    && recipes.successor(old, newest.arn().version(), changes).hasSameSettingsAs(newest);
        } catch (ImpossibleMoveException e) {
            return false;
        }
    }

    /** A list may still show a deleted version. */
    private Optional<ImageRecipe> find(RecipeArn arn) {
        try {
            return Optional.of(recipes.recipe(arn));
        } catch (UnknownResourceException e) {
            return Optional.empty();
        }
    }

    private RecipeUpgrade create(ImageRecipe before, ImageRecipe after) {
        recipes.create(after);
        ImageRecipe made = recipes.recipe(after.arn());
        if (!made.hasSameSettingsAs(after)) {
            throw new ImageBuilderException(
                    after.arn() + " was created, but reads back with other settings than were sent: do not use it",
                    new IllegalStateException("the settings of " + made.arn() + " differ"));
        }
        return new RecipeUpgrade(Outcome.CREATED, before, Optional.of(after));
    }
}

package imagefanout.testing.recipe;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.Settings;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.ImageRecipe;
import imagefanout.model.recipe.Recipes;
import imagefanout.model.recipe.VersionTakenException;
import imagefanout.model.recipe.VolumeChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recipes as tests set them up. Of all settings it keeps a description and the volumes. */
public final class InMemoryRecipes implements Recipes {
    private final SortedMap<RecipeArn, ImageRecipe> recipes = new TreeMap<>();
    private final SortedSet<RecipeArn> unlisted = new TreeSet<>();
    private final SortedSet<RecipeArn> stillListed = new TreeSet<>();

    /** Adds a recipe. */
    public synchronized ImageRecipe put(RecipeArn arn, String description, Volume... devices) {
        return put(arn, description, Collections.emptySortedSet(), devices);
    }

    /** Adds this recipe, with settings that the fleet does not know. */
    public synchronized ImageRecipe put(
            RecipeArn arn, String description, SortedSet<String> unknownSettings, Volume... devices) {
        ImageRecipe recipe =
                new ImageRecipe(arn, List.of(devices), settings(description, List.of(devices)), unknownSettings);
        recipes.put(arn, recipe);
        return recipe;
    }

    /** From now on, lists omit the recipe, as they may right after its creation. */
    public synchronized void hideFromLists(RecipeArn arn) {
        unlisted.add(arn);
    }

    /** Deletes the recipe. Lists still show it, as they may right after. */
    public synchronized void deleteButList(RecipeArn arn) {
        recipes.remove(arn);
        stillListed.add(arn);
    }

    /** Every recipe. */
    public synchronized SortedSet<RecipeArn> all() {
        return new TreeSet<>(recipes.keySet());
    }

    @Override
    public ImageRecipe recipe(RecipeArn arn) {
        return newest(RecipeReference.to(arn));
    }

    @Override
    public synchronized ImageRecipe newest(RecipeReference reference) {
        return recipes.values().stream()
                .filter(recipe -> reference.matches(recipe.arn()))
                .max(Comparator.comparing(recipe -> recipe.arn().version()))
                .orElseThrow(
                        () -> new UnknownResourceException(reference, new IllegalStateException("no such recipe")));
    }

    @Override
    public synchronized SortedSet<SemanticVersion> versions(ImageRecipe recipe) {
        return Stream.concat(recipes.keySet().stream(), stillListed.stream())
                .filter(arn -> arn.at(recipe.arn().version()).equals(recipe.arn()))
                .filter(arn -> !unlisted.contains(arn))
                .map(RecipeArn::version)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public ImageRecipe successor(ImageRecipe recipe, SemanticVersion version, List<VolumeChange> changes) {
        List<Volume> devices = new ArrayList<>(recipe.devices());
        for (VolumeChange change : changes) {
            Volume was = devices.get(change.device());
            devices.set(
                    change.device(),
                    new Volume(
                            was.deviceName(),
                            Optional.of(change.type().toString()),
                            was.sizeGib(),
                            change.iops(),
                            change.throughput(),
                            was.encrypted()));
        }
        String json = recipe.settings().json();
        String description = json.substring(json.lastIndexOf(':') + 2, json.length() - 2);
        return new ImageRecipe(
                recipe.arn().at(version), devices, settings(description, devices), recipe.unknownSettings());
    }

    @Override
    public synchronized void create(ImageRecipe recipe) {
        ImageRecipe there = recipes.putIfAbsent(recipe.arn(), recipe);
        if (there != null && !there.equals(recipe)) {
            throw new VersionTakenException(recipe.arn(), new IllegalStateException("another recipe"));
        }
    }

    private static Settings settings(String description, List<Volume> devices) {
        String mappings = devices.stream().map(InMemoryRecipes::mapping).collect(Collectors.joining(",", "[", "]"));
        return new Settings("{\"blockDeviceMappings\":" + mappings + ",\"description\":\"" + description + "\"}");
    }

    private static String mapping(Volume device) {
        List<String> ebs = new ArrayList<>();
        device.encrypted().ifPresent(encrypted -> ebs.add("\"encrypted\":" + encrypted));
        device.iops().ifPresent(iops -> ebs.add("\"iops\":" + iops));
        device.throughput().ifPresent(throughput -> ebs.add("\"throughput\":" + throughput));
        device.sizeGib().ifPresent(size -> ebs.add("\"volumeSize\":" + size));
        device.volumeType().ifPresent(type -> ebs.add("\"volumeType\":\"" + type + "\""));
        return "{\"deviceName\":\"" + device.deviceName() + "\",\"ebs\":{" + String.join(",", ebs) + "}}";
    }
}

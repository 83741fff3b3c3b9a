package imagefanout.model.recipe;

import java.util.OptionalInt;

/**
 * What one block device of a recipe has after a move; nothing else of it changes.
 *
 * @param device its place in the recipe's list, from 0
 * @param iops empty when the volume has no such setting from then on
 * @param throughput in MiB/s; empty when the volume has no such setting from then on
 */
public record VolumeChange(int device, VolumeType type, OptionalInt iops, OptionalInt throughput) {}

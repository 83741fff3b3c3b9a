package imagefanout.model.recipe;

import java.util.OptionalInt;

/**
 * The settings of one block device after a move; its others do not change.
 *
 * @param device its index in the recipe's list, from 0
 * @param iops empty when the new type has no such setting
 * @param throughput in MiB/s; empty when the new type has no such setting
 */
public record VolumeChange(int device, VolumeType type, OptionalInt iops, OptionalInt throughput) {}

/**
 * Channels of a pipeline, such as {@code dev} and {@code prod}: the builds that they were pointed at, by whom and why, and the
 * rules by which one channel follows another.
 *
 * <p>Does not belong here: which AMI a channel answers for an account, which is in {@code answers}.
 */
package imagefanout.model.channels;

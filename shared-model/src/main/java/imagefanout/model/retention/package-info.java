/**
 * Which builds need not be kept any longer.
 *
 * <p>Does not belong here: how they are removed, which is the port {@code catalog.Retention}.
 */
package imagefanout.model.retention;

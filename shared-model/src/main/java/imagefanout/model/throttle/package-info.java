/**
 * Waiting while Image Builder throttles.
 *
 * <p>Does not belong here: what is called, and what is done when time runs out.
 */
package imagefanout.model.throttle;

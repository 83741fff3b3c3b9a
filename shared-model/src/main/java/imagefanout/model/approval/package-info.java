/**
 * What waits for a person's decision, and the decision.
 *
 * <p>Does not belong here: the rules that put something on hold, and what happens once it is approved.
 */
package imagefanout.model.approval;

/**
 * Target accounts follow the registry: which accounts a distribution configuration should reach, carrying out the plan, and the
 * record of what was done.
 *
 * <p>Does not belong here: what a configuration's other settings mean (they are kept, never interpreted), how rows are
 * stored, what triggers a run.
 */
package imagefanout.model.sync;

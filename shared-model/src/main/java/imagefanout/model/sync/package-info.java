/**
 * Target accounts follow the registry: what a distribution configuration should reach, the plan from what it reaches today,
 * the guards that stand between a plan and a mistake, and the record of what was done.
 *
 * <p>Belongs here: the plan and its guards as rules without side effects, the use case, its ports. Does not belong here: what
 * a configuration's other settings mean (they are kept, never interpreted), how rows are kept, how a run is triggered.
 */
package imagefanout.model.sync;

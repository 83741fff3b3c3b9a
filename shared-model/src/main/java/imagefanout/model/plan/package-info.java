/**
 * The plan that brings a distribution configuration to what the registry wants, and the guards that stop mistakes.
 *
 * <p>Does not belong here: carrying a plan out, approvals, and the record of what was done.
 */
package imagefanout.model.plan;

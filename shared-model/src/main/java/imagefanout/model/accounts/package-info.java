/**
 * The import of accounts from AWS Organizations into the registry: the rules that give groups and Regions, the plan, its guard,
 * and how the plan is written so that a sync judges all of it at once.
 *
 * <p>Does not belong here: how Organizations is read, which is in {@code organization}, and what follows for target accounts,
 * which is in {@code sync}.
 */
package imagefanout.model.accounts;

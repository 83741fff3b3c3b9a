/** Fills the account registry from the target accounts that a distribution configuration has today. */
package imagefanout.model.seed;

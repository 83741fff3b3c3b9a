/**
 * For tests only: fakes of the ports of {@code imagefanout.model.announce}, and the contract that they share with the
 * adapters.
 */
package imagefanout.testing.announce;

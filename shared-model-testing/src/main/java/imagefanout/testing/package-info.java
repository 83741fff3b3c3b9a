/**
 * For tests only: fakes of the shared model's ports, the contract suite that each fake and each real adapter must pass,
 * and builders for the builds of the tests.
 */
package imagefanout.testing;

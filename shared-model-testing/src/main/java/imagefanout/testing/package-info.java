/**
 * For tests only: builders for the builds of the tests. The packages below contain fakes of the shared model's ports
 * and the contract suite that each fake and each real adapter must pass; each has the name of the model's package
 * with the port.
 */
package imagefanout.testing;

/**
 * Tests every fault on every AWS call of the fleet. Contains the faults, the network that applies them, and the comparison with an undisturbed run. The behavior of a single module is tested in that module.
 */
package imagefanout.endtoend.faults;

/**
 * Every fault on every AWS call of the fleet, and what becomes of the run. The faults, the network that applies them and the
 * comparison with an undisturbed run belong here. What one module promises on its own is tested in that module.
 */
package imagefanout.endtoend.faults;

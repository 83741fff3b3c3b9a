/**
 * What becomes of the whole fleet when something goes wrong on its way to AWS: every fault on every call, and every order of
 * events. A scenario, a fault, the network that does it, and what is compared belong here; what one room promises alone is
 * tested there.
 */
package imagefanout.endtoend.faults;

/** The faults that only Image Builder has: failed copies, lost messages, missing images. */
package emulators.imagebuilder.fault;

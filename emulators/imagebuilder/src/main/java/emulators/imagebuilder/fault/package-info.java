/** The faults that only Image Builder has: copies that fail, messages that get lost, images that disappear. */
package emulators.imagebuilder.fault;

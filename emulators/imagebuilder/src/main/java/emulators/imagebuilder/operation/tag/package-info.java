/** The operations on the tags of all resources. */
package emulators.imagebuilder.operation.tag;

/** The operations on builds and their versions. */
package emulators.imagebuilder.operation.image;

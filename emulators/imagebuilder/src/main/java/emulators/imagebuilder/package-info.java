/**
 * An emulator of EC2 Image Builder: start one and receive its published messages. The other packages are internal.
 */
package emulators.imagebuilder;

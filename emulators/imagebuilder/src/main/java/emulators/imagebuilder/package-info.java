/**
 * An emulator of EC2 Image Builder: how to start one, drive its clock and hear what it publishes. The other packages
 * are its inside.
 */
package emulators.imagebuilder;

/**
 * An emulator of EC2 Image Builder: how to start one, and to receive what it publishes. The other packages are
 * internal.
 */
package emulators.imagebuilder;

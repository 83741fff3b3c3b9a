/**
 * What goes wrong on purpose: faults that a test or a demonstration asks for under {@code /_emulator/faults}, and what
 * they do to copies, calls and messages. Nothing goes wrong without being asked for.
 */
package emulators.imagebuilder.fault;

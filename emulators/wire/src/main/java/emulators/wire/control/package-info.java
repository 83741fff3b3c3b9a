/** The control endpoint below {@code /_emulator/}, which the real service does not have. */
package emulators.wire.control;

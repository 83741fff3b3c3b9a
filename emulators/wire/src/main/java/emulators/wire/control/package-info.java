/** The control endpoint: what an emulator answers below {@code /_emulator/} and the service itself does not have. */
package emulators.wire.control;

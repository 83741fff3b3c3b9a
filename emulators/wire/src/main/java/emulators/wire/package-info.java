/**
 * The wire layer that all emulators share: the HTTP server and its limits, request handling, and the control endpoint. Independent of any service: an emulator implements {@link emulators.wire.EmulatedService}.
 */
package emulators.wire;

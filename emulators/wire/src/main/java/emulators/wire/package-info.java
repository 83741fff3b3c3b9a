/**
 * The wire layer that every emulator shares: the HTTP server and its limits, the way of a call from request to answer,
 * the control endpoint. Knows no service: an emulator implements {@link emulators.wire.EmulatedService}.
 */
package emulators.wire;

/** The clocks that emulators run on: the system's, and one that a test moves. */
package emulators.wire.clock;

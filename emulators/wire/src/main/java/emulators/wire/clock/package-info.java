/** The clocks for emulators: the system clock, and clocks that tests control. */
package emulators.wire.clock;

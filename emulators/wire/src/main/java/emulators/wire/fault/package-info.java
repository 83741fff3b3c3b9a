/**
 * Faults that a test or a demo injects: the kinds that every service has (a call is refused, delayed, or loses its answer), and support for a service's own kinds. By default there are none.
 */
package emulators.wire.fault;

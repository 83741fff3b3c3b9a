/**
 * Faults that a test or a demonstration requests. The kinds that every service has (a call is refused, delayed, or loses its
 * answer) and the means for a service to add its own. Without a request there are none.
 */
package emulators.wire.fault;

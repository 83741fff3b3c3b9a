/**
 * Faults: what goes wrong on request. The kinds that every service has (a call is refused, delayed, or loses its
 * answer) and the means for a service to add its own. Nothing goes wrong without a request.
 */
package emulators.wire.fault;

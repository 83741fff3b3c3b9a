/**
 * AWS protocols: where a request names its operation, and how answers and errors are written. No sockets.
 */
package emulators.wire.protocol;

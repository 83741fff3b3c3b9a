/**
 * The whole fleet and the services it calls, in the test's thread, without sockets or pauses. Contains scenarios, events, the transport between SDK and services, and the resulting table contents. Does not contain faults.
 */
package imagefanout.endtoend.fleet;

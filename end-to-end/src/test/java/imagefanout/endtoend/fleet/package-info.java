/**
 * The whole fleet with the services it calls, in the thread of a test: no socket, no pause. Scenarios, events, the wire between
 * SDK and services, and what the tables hold afterwards belong here; what goes wrong on the wire does not.
 */
package imagefanout.endtoend.fleet;

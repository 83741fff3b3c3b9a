/** Every order of deliveries, and every order in which the calls of concurrent processes reach one table. */
package imagefanout.endtoend.interleavings;

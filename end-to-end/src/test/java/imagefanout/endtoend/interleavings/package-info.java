/** Tests every order of deliveries, and every order of the calls of concurrent processes on one table. */
package imagefanout.endtoend.interleavings;

/**
 * The catalog of recorded builds: its port, what it returns, and the use case that records a build.
 *
 * <p>Does not belong here: answers to users' questions, which are in {@code answers}.
 */
package imagefanout.model.catalog;

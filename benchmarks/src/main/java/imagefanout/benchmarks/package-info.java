/**
 * What recording and queries cost, counted, compared with a straightforward recorder in the same run. Only the measurement belongs
 * here; the functions are measured unchanged.
 */
package imagefanout.benchmarks;

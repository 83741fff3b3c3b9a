/**
 * What recording and asking cost, counted, beside a straightforward recorder in the same run. Measuring belongs here; what is
 * measured is the functions as they are.
 */
package imagefanout.benchmarks;

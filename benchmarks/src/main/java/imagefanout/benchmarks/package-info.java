/**
 * The program that counts what the fleet costs, and compares the counts with the goals. What is counted belongs in a package of its own for
 * each way to measure.
 */
package imagefanout.benchmarks;

/**
 * What needs much time or many builds: sweeps, storms and a year, with the real use cases, a catalog in memory and virtual time.
 */
package imagefanout.benchmarks.virtual;

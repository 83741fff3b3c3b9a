/**
 * Measured values beside their goals, and how they are shown. Nothing is measured here.
 */
package imagefanout.benchmarks.report;

/**
 * What recording one build costs, and what queries about it cost, compared with a straightforward recorder in the same run. Only the
 * measurement belongs here; the functions are measured unchanged.
 */
package imagefanout.benchmarks.recording;

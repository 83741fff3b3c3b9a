/**
 * What functions cost in a large organization, counted at three sizes each: the real handlers on emulators of DynamoDB and Image Builder in
 * this process. What needs much time belongs in {@code virtual}.
 */
package imagefanout.benchmarks.organization;

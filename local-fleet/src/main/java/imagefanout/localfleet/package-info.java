/**
 * The whole fleet in one process: the emulators of DynamoDB and Image Builder, and every handler as template.yaml declares it. What
 * AWS does around a function (topic, stream, HTTP API, Invoke API, retries) belongs here; what a function does belongs to it.
 */
package imagefanout.localfleet;

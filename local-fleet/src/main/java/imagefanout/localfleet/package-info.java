/**
 * The whole fleet in one process: the emulators of DynamoDB and Image Builder, and every handler that template.yaml declares.
 * What AWS does around a function belongs here: topic, stream, HTTP API, Invoke API, retries.
 */
package imagefanout.localfleet;

/**
 * The whole fleet in one process: DynamoDB Local, the Image Builder emulator, and every handler as template.yaml declares
 * it. What AWS does around a function (topic, HTTP API, Invoke API, retries) is here in its smallest true form; nothing of
 * what a function does is.
 */
package imagefanout.localfleet;

/**
 * Stores the channels of pipelines with their histories in the catalog's table, and reads the promotion rules that operators
 * write.
 */
package imagefanout.dynamodb.channels;

/**
 * What every package of the model uses: pages, digests, deadlines, failures of a batch, and the exceptions for malformed values
 * and failed storage.
 *
 * <p>The packages below hold values that check themselves, rules without side effects, use cases, and their ports. Does
 * not belong in any of them: an AWS type, JSON, a key or an attribute of a table, an environment variable.
 */
package imagefanout.model;

/**
 * What every room of the model uses: pages, digests, deadlines, and the exceptions for malformed values and failed storage.
 *
 * <p>The rooms below hold values that guard themselves, rules without side effects, use cases, and the ports they need. Does
 * not belong in any of them: an AWS type, JSON, a key or an attribute of a table, an environment variable.
 */
package imagefanout.model;

/**
 * The words, rules and ports of the fan-out: what a build is, who should get a copy, which AMI is the latest.
 *
 * <p>Belongs here: values that guard themselves, rules without side effects, use cases, and the ports they need. Does not
 * belong here: any AWS type, JSON, a key or an attribute of a table, an environment variable.
 */
package imagefanout.model;

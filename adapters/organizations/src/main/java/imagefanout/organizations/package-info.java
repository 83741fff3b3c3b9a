/**
 * The adapter for AWS Organizations. Only this package uses its SDK, and the one of STS. Domain rules, table keys and environment
 * variables do not belong here.
 */
package imagefanout.organizations;

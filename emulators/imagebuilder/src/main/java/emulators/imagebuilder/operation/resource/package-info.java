/**
 * The operations that all kinds of resource have alike. {@link ResourceOperations} has the table of kinds, and {@link
 * ResourceRules} what one of them has alone.
 */
package emulators.imagebuilder.operation.resource;

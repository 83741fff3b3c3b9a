/**
 * The operations that are the same for all kinds of resources. {@link ResourceOperations} has the table of kinds, and {@link ResourceRules} has the rules of a single kind.
 */
package emulators.imagebuilder.operation.resource;

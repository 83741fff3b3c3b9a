/**
 * What the operations of Image Builder have in common: the API model, errors, pages, idempotency. The operations
 * themselves are in a package for each kind of resource, one class for each. No HTTP.
 */
package emulators.imagebuilder.operation;

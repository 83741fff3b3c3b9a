/**
 * The shared parts of Image Builder's operations: the API model, errors, pages, idempotency. The operations are in the subpackages, one class for each. No HTTP.
 */
package emulators.imagebuilder.operation;

/**
 * Image Builder's operations, one class each: what a request may hold, what it does to the account, what it is
 * answered. No HTTP: paths and error names are here, sockets are not.
 */
package emulators.imagebuilder.operation;

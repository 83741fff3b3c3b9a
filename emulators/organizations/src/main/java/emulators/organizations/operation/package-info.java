/** The operations of the API: one table row each, their input shapes, pages and errors. */
package emulators.organizations.operation;

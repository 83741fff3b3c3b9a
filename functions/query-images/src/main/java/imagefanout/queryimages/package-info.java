/**
 * Answers questions about golden images over HTTP, from the tables alone: it never calls Image Builder.
 *
 * <p>This package has the handler, its wiring and the choice of the operation. Each operation of {@code docs/openapi.yaml} is
 * a method in {@code answers} or {@code site}: it parses the request, asks {@code
 * imagefanout.model.answers} or a port, and returns a record that is written as JSON. Does not belong here: any rule of which
 * image is the latest, any key of a table.
 */
package imagefanout.queryimages;

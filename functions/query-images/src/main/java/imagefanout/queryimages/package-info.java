/**
 * Answers questions about golden images over HTTP, from the tables alone: it never calls Image Builder.
 *
 * <p>This package has the handler and its wiring. Each operation of {@code docs/openapi.yaml} is a method in {@code answers}
 * or {@code site}: it parses the request, calls {@code imagefanout.model.answers} or a port, and returns a record that is
 * written as JSON. The rules for the latest image and the table keys do not belong here.
 */
package imagefanout.queryimages;

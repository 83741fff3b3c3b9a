/**
 * Answers questions about golden images over HTTP, from the tables alone: it never asks Image Builder.
 *
 * <p>One class per operation of {@code docs/openapi.yaml}, each a decode, a question to {@code imagefanout.model.answers} or
 * a port, and an encode. Does not belong here: any rule of which image is the latest, any key of a table.
 */
package imagefanout.queryimages;

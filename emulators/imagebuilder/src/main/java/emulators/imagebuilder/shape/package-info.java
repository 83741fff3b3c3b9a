/**
 * What values on the wire may be, said in a few words of code. Knows JSON and nothing of Image Builder: the shapes of
 * its requests are spelled with these words in {@code emulators.imagebuilder.operation}.
 */
package emulators.imagebuilder.shape;

/** The operations on image recipes. */
package emulators.imagebuilder.operation.recipe;

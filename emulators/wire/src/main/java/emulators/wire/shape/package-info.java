/**
 * JSON, and the shapes that its values may have: types, lengths, patterns, members. Knows no service; an emulator
 * writes the constraints of its API model with these shapes.
 */
package emulators.wire.shape;

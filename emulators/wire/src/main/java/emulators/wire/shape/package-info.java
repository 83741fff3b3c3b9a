/**
 * JSON and the shapes of its values: types, lengths, patterns, members. Independent of any service: each emulator defines its API model with these shapes.
 */
package emulators.wire.shape;

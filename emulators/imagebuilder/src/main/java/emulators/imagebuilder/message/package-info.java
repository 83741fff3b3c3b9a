/**
 * The messages that Image Builder publishes about builds, and their delivery.
 */
package emulators.imagebuilder.message;

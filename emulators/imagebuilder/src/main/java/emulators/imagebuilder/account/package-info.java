/**
 * The resources of an account in Image Builder, and the progress of its builds. No HTTP, no requests, no messages.
 */
package emulators.imagebuilder.account;

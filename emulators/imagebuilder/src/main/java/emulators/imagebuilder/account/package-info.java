/**
 * What an account keeps in Image Builder, and how its builds go. No HTTP, no request shapes, no messages: others ask
 * and watch.
 */
package emulators.imagebuilder.account;

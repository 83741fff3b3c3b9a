/**
 * How the world hears of builds: the shapes of Image Builder's messages, and their way out. Decides nothing about
 * builds.
 */
package emulators.imagebuilder.message;

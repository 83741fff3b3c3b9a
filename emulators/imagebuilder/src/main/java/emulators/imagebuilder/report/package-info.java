/** The outputs and failures of a build, in the format of answers and messages. */
package emulators.imagebuilder.report;

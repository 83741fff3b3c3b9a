/** What a build made and why it failed, as answers and messages show it. */
package emulators.imagebuilder.report;

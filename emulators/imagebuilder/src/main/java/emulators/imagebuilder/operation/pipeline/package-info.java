/** The operations on image pipelines and their builds. */
package emulators.imagebuilder.operation.pipeline;

/** The operations on infrastructure and distribution configurations. */
package emulators.imagebuilder.operation.configuration;

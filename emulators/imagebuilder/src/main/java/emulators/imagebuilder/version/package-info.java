/** The versions of recipes, components and images. */
package emulators.imagebuilder.version;

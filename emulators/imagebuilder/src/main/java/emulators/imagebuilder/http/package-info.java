/** The wire: sockets, limits, and how requests and answers look in HTTP. Knows no operation by name. */
package emulators.imagebuilder.http;

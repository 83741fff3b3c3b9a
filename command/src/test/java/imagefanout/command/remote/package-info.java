/** Tests of how answers of a fleet are read. */
package imagefanout.command.remote;

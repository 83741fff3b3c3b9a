/** Tests of how plans are shown. */
package imagefanout.command.operations;

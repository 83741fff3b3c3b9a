/** Tests of the command against a local fleet. */
package imagefanout.command;

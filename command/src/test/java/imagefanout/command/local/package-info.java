/** Tests of what runs on this machine only. */
package imagefanout.command.local;

/**
 * Looks at a fleet as an expert would, and says what to mend.
 *
 * <p>Does not belong here: mending it.
 */
package imagefanout.command.doctor;

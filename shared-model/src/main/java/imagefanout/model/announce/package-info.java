/**
 * Announces what changed in the catalog and in the target accounts: what an account should use now, the end of a build, holds,
 * and changes of distribution configurations.
 *
 * <p>A hint says only that something may have changed. What is announced is read from the tables and compared with what was
 * announced last. That comparison is stored before anything is published, so each announcement has one sequence number and one
 * change ID, however often it is published.
 *
 * <p>Does not belong here: the form of an event, how it is sent, how the stored texts are kept.
 */
package imagefanout.model.announce;

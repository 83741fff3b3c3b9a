/**
 * Answers to users' questions: which AMI is the latest for an account, how far it is behind, who did not get the last build.
 *
 * <p>Does not belong here: the form in which an answer is sent.
 */
package imagefanout.model.answers;

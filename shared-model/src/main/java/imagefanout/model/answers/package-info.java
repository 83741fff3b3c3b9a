/**
 * The questions that people ask of the catalog, and the rules that answer them: which AMI is the latest for an account, how
 * far it is behind, who did not get the last build. Reads through the ports alone and decides nothing about how an answer
 * is sent.
 */
package imagefanout.model.answers;

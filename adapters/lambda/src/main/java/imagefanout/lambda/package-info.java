/**
 * What every handler shares: environment variables, events, JSON, logging, metrics, deadlines, priming. No other package reads
 * environment variables. Domain rules and calls to AWS do not belong here.
 */
package imagefanout.lambda;

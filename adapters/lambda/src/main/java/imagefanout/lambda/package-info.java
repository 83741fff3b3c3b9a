/**
 * What every handler shares: the environment, JSON, logging, metrics, the time that is left. The only reader of environment
 * variables. Does not belong here: any rule of the domain, any call to AWS.
 */
package imagefanout.lambda;

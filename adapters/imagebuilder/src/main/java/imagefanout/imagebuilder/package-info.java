/**
 * EC2 Image Builder through its SDK, which no function uses by itself. Answers are parsed here, at the door: what leaves this
 * package are the model's values. Does not belong here: a rule of the domain, a key of a table, an environment variable.
 *
 * <p>A port's adapter is made per invocation from the long-lived {@link imagefanout.imagebuilder.ImageBuilderClients} and
 * the invocation's {@link imagefanout.model.Deadline}, and sends every request through {@link
 * imagefanout.imagebuilder.ImageBuilderCalls}. Where the SDK's model may be older than the service, {@link
 * imagefanout.imagebuilder.RawAnswer} has the answer as it came over the wire.
 */
package imagefanout.imagebuilder;

/**
 * The ports to EC2 Image Builder. Only this package uses its SDK. Answers are parsed here into the model's values. Domain rules,
 * table keys and environment variables do not belong here.
 *
 * <p>An adapter is created for each invocation from the long-lived {@link imagefanout.imagebuilder.ImageBuilderClients} and
 * the invocation's {@link imagefanout.model.Deadline}, and sends every request through {@link
 * imagefanout.imagebuilder.ImageBuilderCalls}. Where the SDK's model may be older than the service, {@link
 * imagefanout.imagebuilder.RawAnswer} has the answer as it came over the wire.
 */
package imagefanout.imagebuilder;

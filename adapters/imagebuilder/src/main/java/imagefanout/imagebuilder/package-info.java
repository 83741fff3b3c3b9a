/**
 * The adapters for EC2 Image Builder. Only this package uses its SDK. It parses answers into values of the model. Domain rules,
 * table keys and environment variables do not belong here.
 *
 * <p>An adapter is created for each invocation from the long-lived {@link imagefanout.imagebuilder.ImageBuilderClients} and
 * the invocation's {@link imagefanout.model.Deadline}, and sends every request through {@link
 * imagefanout.imagebuilder.ImageBuilderCalls}. {@link imagefanout.imagebuilder.RawAnswer} has the answer where
 * the SDK's model may be older than the service.
 */
package imagefanout.imagebuilder;

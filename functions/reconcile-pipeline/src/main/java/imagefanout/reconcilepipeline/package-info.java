/**
 * reconcile-pipeline: makes the catalog right whatever became of the messages. Decoding, wiring and the answer belong here;
 * how it is done is {@link imagefanout.model.reconcile.ReconcilePipelines}.
 */
package imagefanout.reconcilepipeline;

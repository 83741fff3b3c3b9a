/**
 * reconcile-pipeline: corrects the catalog when messages were lost. Decoding, wiring and the answer belong here; the use case
 * is {@link imagefanout.model.reconcile.ReconcilePipelines}.
 */
package imagefanout.reconcilepipeline;

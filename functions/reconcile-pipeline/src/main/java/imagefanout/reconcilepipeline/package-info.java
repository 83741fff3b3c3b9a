/**
 * reconcile-pipeline: corrects the catalog after lost messages. Decoding, wiring and the answer belong here; the use case
 * is {@link imagefanout.model.reconcile.ReconcilePipelines}.
 */
package imagefanout.reconcilepipeline;

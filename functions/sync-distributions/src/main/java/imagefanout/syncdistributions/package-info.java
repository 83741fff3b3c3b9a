/**
 * sync-distributions: syncs target accounts with the registry, on its stream, on a schedule and on request. Decoding, wiring
 * and the answer belong here; the use case is {@link imagefanout.model.sync.SyncDistributions}.
 */
package imagefanout.syncdistributions;

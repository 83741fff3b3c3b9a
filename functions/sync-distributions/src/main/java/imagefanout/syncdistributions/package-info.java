/**
 * sync-distributions: target accounts follow the registry, on its stream, on a schedule and by hand. Decoding, wiring and the
 * answer belong here; what is planned, guarded and applied is {@link imagefanout.model.sync.SyncDistributions}.
 */
package imagefanout.syncdistributions;
